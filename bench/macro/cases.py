# SPDX-License-Identifier: MIT
"""What is compared, with whom, and the ratio that must not be exceeded."""

import dataclasses

INPUTS = {
    "wgs": "wgs.vcf.gz",          # one sample, about a million records
    "cohort": "cohort.vcf.gz",    # 2,504 samples
    "cohort_bcf": "cohort.bcf",
    "cohort_pgen": "cohort.pgen",
    "weights": "score.tsv",
    "weights_100": "score100.tsv",
    "database": "db.vcf.gz",      # millions of sites with frequencies
    "reference": "ref.fa",
    "genes": "genes.gff3.gz",
    "reads": "reads.bam",
    "pgx": "pgx",                 # a folder of PharmCAT-format data
}

# Run once where no inputs are given.
SIMULATE = (
    "{program} simulate --seed 1 --wgs 300000 --known 1000000 --samples 2504 --records 20000 "
    "--out {folder}",
    "cd {folder} && ln -sf known.vcf.gz db.vcf.gz && ln -sf known.vcf.gz.tbi db.vcf.gz.tbi "
    "&& ln -sf reference.fa ref.fa && ln -sf reference.fa.fai ref.fa.fai",
)


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


FOUR = ("AC", "AN", "AF", "nhomalt")
FOUR_COLUMNS = ",".join(f"INFO/DB_{key}:=INFO/{key}" for key in FOUR)
FOUR_FIELDS = (
    "{program} archive build {database} --field " + ",".join(f"{key}:DB_{key}" for key in FOUR) +
    " -o {work}/four.gsa && bcftools view {database} -O b -o {work}/four.bcf && "
    "bcftools index -f {work}/four.bcf")

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
    Case("normalize: split and left-align", "bcftools norm -m- -f",
         "{program} normalize -m- -f {reference} {wgs} --quiet -o /dev/null",
         "bcftools norm -m- -f {reference} {wgs} -o /dev/null", 0.35),
    Case("filter on INFO, QUAL and GT of 2,504 samples", "bcftools view -i",
         "{program} filter -i 'INFO/AF < 0.2 && QUAL > 30 && GT = \"het\"' {cohort} --quiet "
         "-o /dev/null",
         "bcftools view -i 'INFO/AF < 0.2 && QUAL > 30 && GT = \"het\"' {cohort} -o /dev/null",
         0.35),
    Case("archive build of 4 fields", "bcftools view -Ob",
         "{program} archive build {database} --field AC,AN,AF,nhomalt -o {work}/build.gsa",
         "bcftools view {database} -O b -o {work}/build.bcf", 1.0),
    Case("annotate 4 fields, plain out", "bcftools annotate",
         "{program} annotate {wgs} -a {work}/four.gsa -o /dev/null",
         "bcftools annotate {wgs} -a {work}/four.bcf -c " + FOUR_COLUMNS + " -O v -o /dev/null", 0.2,
         before=FOUR_FIELDS),
    Case("annotate 4 fields to VCF.gz, level 6, 2 threads", "bcftools annotate --threads 2",
         "{program} annotate {wgs} -a {work}/four.gsa -O z -l 6 --threads 2 -o /dev/null",
         "bcftools annotate {wgs} -a {work}/four.bcf -c " + FOUR_COLUMNS + " -O z6 --threads 2 -o /dev/null",
         0.4, by="wall", before=FOUR_FIELDS),
    Case("annotate the database itself, plain out", "bcftools annotate",
         "{program} annotate {database} -a {work}/four.gsa -o /dev/null",
         "bcftools annotate {database} -a {work}/four.bcf -c " + FOUR_COLUMNS + " -O v -o /dev/null", 0.15,
         before=FOUR_FIELDS),
    # The plan normalises, finds consequences, adds a frequency and writes an indexed VCF.gz.
    # bcftools annotate -a wants an index of its input, so no pipe; level 1 is the cheapest for it.
    Case("main job on one genome", "bcftools norm, csq and annotate",
         "{program} run {plan} --set vcf={wgs} --set fasta={reference} --set genes={work}/g.gsg "
         "--set archive={work}/d.gsa --set out={work}/ours",
         "bcftools norm -f {reference} -m- -O u {wgs} | "
         "bcftools csq -f {reference} -g {genes} -p a -O b1 -o {work}/csq.bcf - && "
         "bcftools index -f {work}/csq.bcf && bcftools annotate -a {database} "
         "-c INFO/DB_AF:=INFO/AF -O z -o {work}/peer.vcf.gz {work}/csq.bcf", 0.5,
         before="{program} genes build --gff3 {genes} --fasta {reference} -o {work}/g.gsg && "
                "{program} archive build {database} --field AF:DB_AF -o {work}/d.gsa"),
    Case("consequence terms of one genome", "bcftools csq",
         "{program} annotate --genes {work}/t.gsg --fields Allele,Consequence,SYMBOL,Feature,BIOTYPE "
         "--distance 0 {wgs} -O v -o /dev/null",
         "bcftools csq -p a -f {reference} -g {genes} {wgs} -O v -o /dev/null", 0.3,
         before="{program} genes build --gff3 {genes} --fasta {reference} -o {work}/t.gsg"),
    Case("all fields of CSQ and HGVS names of one genome", "bcftools csq",
         "{program} annotate --genes {work}/f.gsg {wgs} -O v -o /dev/null",
         "bcftools csq -p a -f {reference} -g {genes} {wgs} -O v -o /dev/null", 1.0,
         before="{program} genes build --gff3 {genes} --fasta {reference} -o {work}/f.gsg"),
    Case("BCSQ of one genome's haplotypes", "bcftools csq",
         "{program} annotate --haplotypes --phase a --format bcsq --genes {work}/h.gsg {wgs} "
         "-O v -o /dev/null",
         "bcftools csq -p a -f {reference} -g {genes} {wgs} -O v -o /dev/null", 0.5,
         before="{program} genes build --gff3 {genes} --fasta {reference} -o {work}/h.gsg"),
    # bcftools only prints the genotypes, a yardstick of the machine: 1 ms a sample is about 20.
    Case("pgx, 10,000 samples x 1,045 positions, BCF", "bcftools query of the genotypes",
         "{program} pgx phenotype --tsv --threads 1 --pgx-data {pgx} {work}/p.bcf -o /dev/null",
         "bcftools query -f '%POS[\\t%GT]\\n' {work}/p.bcf", 20,
         before="{program} simulate --pgx-data {pgx} --samples 10000 -o {work}/p.vcf && "
                "{program} view {work}/p.vcf -O b -o {work}/p.bcf"),
    Case("qc of one genome", "bcftools stats",
         "{program} qc {wgs} -o {work}/q",
         "bcftools stats -s - {wgs}", 0.35),
    Case("qc of 2,504 samples from BCF", "bcftools stats",
         "{program} qc {cohort_bcf} -o {work}/q",
         "bcftools stats -s - {cohort_bcf}", 0.35),
    Case("qc --king of 2,504 samples from BCF", "plink2 --make-king-table",
         "{program} qc {cohort_bcf} --king -o {work}/q",
         "plink2 --bcf {cohort_bcf} --make-king-table --out {work}/p", 1.0,
         needs=("plink2",)),
    Case("depth of a genome's reads, per base", "mosdepth",
         "{program} depth {work}/o {reads}", "mosdepth {work}/p {reads}", 0.8, ("mosdepth",)),
    Case("depth, per base, 2 threads", "mosdepth -t 2",
         "{program} depth --threads 2 {work}/o {reads}", "mosdepth -t 2 {work}/p {reads}", 0.6,
         ("mosdepth",), by="wall"),
    Case("depth -n", "mosdepth -n",
         "{program} depth -n {work}/o {reads}", "mosdepth -n {work}/p {reads}", 0.8, ("mosdepth",)),
    Case("depth -n -x", "mosdepth -n -x",
         "{program} depth -n -x {work}/o {reads}", "mosdepth -n -x {work}/p {reads}", 0.8,
         ("mosdepth",)),
    Case("depth --by 500 --thresholds", "mosdepth",
         "{program} depth --by 500 --thresholds 1,10,20,30 {work}/o {reads}",
         "mosdepth --by 500 --thresholds 1,10,20,30 {work}/p {reads}", 0.8, ("mosdepth",)),
    Case("pileup at 100,000 sites", "bcftools mpileup",
         "{program} pileup -f {reference} --sites {work}/sites.vcf {reads} -o /dev/null",
         "bcftools mpileup -f {reference} -T {work}/sites.tsv -a AD,DP -q 0 -Q 13 -B -d 1000000 "
         "{reads} -O v -o /dev/null", 0.5, needs=("bcftools", "samtools"),
         before="c=$(samtools idxstats {reads} | awk '$3 > 0 {{print $1; exit}}'); "
                "samtools faidx {reference} $c | awk -v c=$c 'BEGIN {{"
                "print \"##fileformat=VCFv4.2\\n##contig=<ID=\" c \">\\n#CHROM\\tPOS\\tID\\tREF\\tALT"
                "\\tQUAL\\tFILTER\\tINFO\"}} NR % 4 == 0 && /^[ACGT]/ && n++ < 100000 {{"
                "b = substr($1, 1, 1); print c \"\\t\" (NR - 2) * length($1) + 1 \"\\t.\\t\" b \"\\t\" "
                "(b == \"A\" ? \"C\" : \"A\") \"\\t.\\t.\\t.\"}}' >{work}/sites.vcf && "
                "grep -v '^#' {work}/sites.vcf | cut -f 1,2 >{work}/sites.tsv"),
    # plink2 with a fast BLAS (OpenBLAS): with the reference one it takes eight times as long.
    Case("one score, 2,504 samples, BCF", "plink2 --bcf --score",
         "{program} score --quiet --weights {weights} {cohort_bcf} -o {work}/own.tsv",
         "plink2 --threads 1 --bcf {cohort_bcf} --score {weights} 1 2 3 header-read "
         "cols=+scoresums --out {work}/peer", 0.5, ("plink2",)),
    Case("one score, 2,504 samples, VCF.gz", "plink2 --vcf --score",
         "{program} score --quiet --weights {weights} {cohort} -o {work}/own.tsv",
         "plink2 --threads 1 --vcf {cohort} --score {weights} 1 2 3 header-read "
         "cols=+scoresums --out {work}/peer", 0.4, ("plink2",)),
    Case("one score, 2,504 samples, pgen", "plink2 --pfile --score",
         "{program} score --quiet --weights {weights} {cohort_pgen} -o {work}/own.tsv",
         "f={cohort_pgen}; plink2 --threads 1 --pfile ${{f%.pgen}} --score {weights} 1 2 3 "
         "header-read cols=+scoresums --out {work}/peer", 1.2, ("plink2",)),
    Case("100 scores, 2,504 samples, BCF", "plink2 --bcf --score",
         "{program} score --quiet --weights {weights_100} {cohort_bcf} -o {work}/own.tsv",
         "plink2 --threads 1 --bcf {cohort_bcf} --score {weights_100} 1 2 header-read "
         "cols=+scoresums --score-col-nums 3-102 --out {work}/peer", 0.5, ("plink2",)),
    Case("1,000 scores, 2,504 samples, BCF", "plink2 --bcf --score",
         "{program} score --quiet --weights {work}/w1000.gsw {cohort_bcf} -o {work}/own.tsv",
         "plink2 --threads 1 --bcf {cohort_bcf} --score {work}/w1000.tsv 1 2 header-read "
         "cols=+scoresums --score-col-nums 3-1002 --out {work}/peer", 0.7, ("plink2",),
         before="awk -v OFS='\\t' 'NR==1{{printf \"%s\\t%s\", $1, $2; for (s = 1; s <= 1000; ++s) "
                "printf \"\\tS%d\", s; print \"\"; next}} {{printf \"%s\\t%s\", $1, $2; "
                "for (s = 1; s <= 1000; ++s) {{x = (x * 1103515245 + 12345) % 2147483648; "
                "printf \"\\t%.5f\", (x / 2147483648 - 0.5) / 10}} print \"\"}}' {weights} "
                "> {work}/w1000.tsv && "
                "{program} weights build --weights {work}/w1000.tsv -o {work}/w1000.gsw"),
)
