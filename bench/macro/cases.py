# SPDX-License-Identifier: MIT
"""What is compared, with whom, and the ratio that must not be exceeded."""

import dataclasses

INPUTS = {
    "wgs": "wgs.vcf.gz",          # one sample, about a million records
    "cohort": "cohort.vcf.gz",    # 2,504 samples
    "cohort_bcf": "cohort.bcf",
    "cohort_pgen": "cohort.pgen",
    "weights": "score.tsv",
    "database": "db.vcf.gz",      # millions of sites with frequencies
    "reference": "ref.fa",
    "genes": "genes.gff3.gz",
    "reads": "reads.bam",
}

SIMULATE = ()


@dataclasses.dataclass(frozen=True)
class Case:
    """One row of the table; {names} are inputs, {program} and {work}, a folder to write in."""
    work: str
    against: str
    ours: str
    peer: str
    ceiling: float
    needs: tuple = ("bcftools",)
    by: str = "CPU"
    before: str = ""  # run once, not counted: what is compiled once and used often


CASES = (
    Case("view VCF.gz to VCF", "bcftools view",
         "{program} view {wgs} -O v -o /dev/null",
         "bcftools view {wgs} -O v -o /dev/null", 0.15),
    Case("view VCF.gz to VCF.gz, level 6", "bcftools view",
         "{program} view {wgs} -O z -l 6 -o /dev/null",
         "bcftools view {wgs} -O z6 -o /dev/null", 0.5),
    Case("view VCF.gz to VCF.gz, level 6, 2 threads", "bcftools view --threads 2",
         "{program} view {wgs} -O z -l 6 --threads 2 -o /dev/null",
         "bcftools view {wgs} -O z6 --threads 2 -o /dev/null", 0.45, by="wall"),
    Case("view 2,504 samples VCF.gz to VCF", "bcftools view",
         "{program} view {cohort} -O v -o /dev/null",
         "bcftools view {cohort} -O v -o /dev/null", 0.15),
)
