# SPDX-License-Identifier: MIT
"""A genome with genes and what stands on it: variants, known facts, score weights and reads.

Made here and not by `genostrat simulate`, so that the counts of a build never depend on the build.
"""

import struct
import subprocess

from inputs import BASES, Numbers, bgzf, header, sample_column, write_once

N_RECORDS = 6_000
N_READS = 12_000

CONTIGS = ("chr1", "chr2", "chr3")
CONTIG_LENGTH = 300_000
GENE_EVERY = 5_000
EXONS = ((0, 150), (600, 750), (1_200, 1_350), (2_000, 2_150))  # of a gene, 0-based half-open
COMPLEMENT = str.maketrans("ACGT", "TGCA")
SENSE = [a + b + c for a in BASES for b in BASES for c in BASES
         if a + b + c not in ("TAA", "TAG", "TGA")]


def genes():
    """(begin, strand) of the genes of a contig."""
    for number, begin in enumerate(range(2_000, CONTIG_LENGTH - GENE_EVERY, GENE_EVERY)):
        yield begin, "+-"[number % 2]


def write_gene(bases, begin, strand, numbers):
    """Puts a reading frame into the exons and GT..AG around the introns."""
    n_codons = sum(end - start for start, end in EXONS) // 3
    coding = ("ATG" + "".join(SENSE[numbers.below(len(SENSE))] for _ in range(n_codons - 2))
              + "TAA")
    donor, acceptor = "GT", "AG"
    if strand == "-":
        coding = coding.translate(COMPLEMENT)[::-1]
        donor, acceptor = "CT", "AC"  # what lies left and right of the intron, on +
    at = 0
    for number, (start, end) in enumerate(EXONS):
        bases[begin + start:begin + end] = coding[at:at + end - start]
        at += end - start
        if number + 1 < len(EXONS):
            next_start = EXONS[number + 1][0]
            bases[begin + end:begin + end + 2] = donor
            bases[begin + next_start - 2:begin + next_start] = acceptor


def genome():
    numbers = Numbers(1966)
    made = {}
    for contig in CONTIGS:
        bases = [BASES[numbers.below(4)] for _ in range(CONTIG_LENGTH)]
        for begin, strand in genes():
            write_gene(bases, begin, strand, numbers)
        made[contig] = "".join(bases)
    return made


def fasta(sequences):
    lines = []
    for contig, bases in sequences.items():
        lines.append(f">{contig}")
        lines += [bases[at:at + 60] for at in range(0, len(bases), 60)]
    return "\n".join(lines) + "\n"


def gff3():
    lines = ["##gff-version 3"]

    def line(contig, kind, begin, end, strand, phase, attributes):
        lines.append(f"{contig}\tgate\t{kind}\t{begin + 1}\t{end}\t.\t{strand}\t{phase}\t{attributes}")

    for contig in CONTIGS:
        for number, (begin, strand) in enumerate(genes()):
            gene, transcript = f"G{contig[3:]}{number:04d}", f"T{contig[3:]}{number:04d}"
            end = begin + EXONS[-1][1]
            line(contig, "gene", begin, end, strand, ".",
                 f"ID=gene:{gene};Name={gene};biotype=protein_coding;gene_id={gene}")
            line(contig, "mRNA", begin, end, strand, ".",
                 f"ID=transcript:{transcript};Parent=gene:{gene};biotype=protein_coding;"
                 f"transcript_id={transcript}")
            for start, stop in EXONS:  # all lengths are whole codons: every phase is 0
                for kind in ("exon", "CDS"):
                    name = f"ID=CDS:P{transcript};" if kind == "CDS" else ""
                    line(contig, kind, begin + start, begin + stop, strand,
                         "0" if kind == "CDS" else ".", f"{name}Parent=transcript:{transcript}")
    return "\n".join(lines) + "\n"


def alleles(numbers, bases, pos):
    """REF and ALTs at a 0-based position: SNVs, insertions, deletions, some with two ALTs."""
    ref = bases[pos]
    others = [base for base in BASES if base != ref]
    shape = numbers.below(100)
    if shape < 8:
        return ref, [ref + "".join(BASES[numbers.below(4)] for _ in range(1 + numbers.below(6)))]
    if shape < 14:
        return bases[pos:pos + 2 + numbers.below(6)], [ref]
    return ref, others[:2] if shape < 17 else [others[numbers.below(3)]]


def variants(sequences, n_records):
    """(contig, 0-based pos, REF, ALTs), spread over the contigs whatever their number."""
    numbers = Numbers(1973)
    step = 280_000 * len(CONTIGS) // n_records
    for contig in CONTIGS:
        pos = 1_000
        for _ in range(n_records // len(CONTIGS)):
            pos += 1 + numbers.below(2 * step - 1)
            pos = min(pos, CONTIG_LENGTH - 20)
            yield contig, pos, *alleles(numbers, sequences[contig], pos)


def genotyped(sequences, n_records):
    numbers = Numbers(1977)
    text = [header(1)]
    for contig, pos, ref, alts in variants(sequences, n_records):
        counts = ",".join("1" for _ in alts)
        text.append(f"{contig}\t{pos + 1}\t.\t{ref}\t{','.join(alts)}\t{numbers.below(5000)}\tPASS\t"
                    f"AC={counts};AN=2;DP={numbers.below(900)}\tGT:AD:DP:GQ:PL\t"
                    f"{sample_column(numbers, len(alts))}\n")
    return bgzf("".join(text).encode())


def known(sequences, n_records):
    """A database that knows every second allele."""
    numbers = Numbers(1981)
    text = ["##fileformat=VCFv4.2\n"]
    text += [f"##contig=<ID={contig},length={CONTIG_LENGTH}>\n" for contig in CONTIGS]
    text += ['##INFO=<ID=AF,Number=A,Type=Float,Description="AF">\n',
             '##INFO=<ID=CLNSIG,Number=.,Type=String,Description="CLNSIG">\n',
             "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"]
    for contig, pos, ref, alts in variants(sequences, n_records):
        if numbers.below(2):
            significance = ("Benign", "Pathogenic", "Uncertain_significance")[numbers.below(3)]
            shares = ",".join(f"0.{numbers.below(1000):03d}" for _ in alts)
            text.append(f"{contig}\t{pos + 1}\t.\t{ref}\t{','.join(alts)}\t.\t.\t"
                        f"AF={shares};CLNSIG={significance}\n")
    return bgzf("".join(text).encode())


def weights(sequences, sizes):
    """A scoring file of every third SNV of each genome, in the columns of the PGS Catalog."""
    numbers = Numbers(1991)
    lines = ["###PGS CATALOG SCORING FILE", "#format_version=2.0", "#pgs_id=PGS999999",
             "#pgs_name=gate", "#genome_build=GRCh38",
             "chr_name\tchr_position\teffect_allele\tother_allele\teffect_weight"]
    for n_records in sizes:
        for contig, pos, ref, alts in variants(sequences, n_records):
            if numbers.below(3) == 0 and len(ref) == len(alts[0]) == 1:
                lines.append(f"{contig[3:]}\t{pos + 1}\t{alts[0]}\t{ref}\t"
                             f"0.{numbers.below(10**6):06d}")
    return "\n".join(lines) + "\n"


def bam(n_reads):
    """Sorted reads of 100 bases, some with a gap (SAM specification, section 4.2)."""
    numbers = Numbers(1999)
    text = "@HD\tVN:1.6\tSO:coordinate\n" + "".join(
        f"@SQ\tSN:{contig}\tLN:{CONTIG_LENGTH}\n" for contig in CONTIGS)
    data = [b"BAM\1", struct.pack("<i", len(text)), text.encode(), struct.pack("<i", len(CONTIGS))]
    for contig in CONTIGS:
        data.append(struct.pack("<i", len(contig) + 1) + contig.encode() + b"\0"
                    + struct.pack("<i", CONTIG_LENGTH))
    per_contig = n_reads // len(CONTIGS)
    for number in range(len(CONTIGS)):
        places = sorted(numbers.below(CONTIG_LENGTH - 200) for _ in range(per_contig))
        for read, begin in enumerate(places):
            gap = numbers.below(10) == 0
            cigar = [60 << 4, 5 << 4 | 2, 40 << 4] if gap else [100 << 4]
            end = begin + (105 if gap else 100)
            name = f"r{number}.{read}".encode() + b"\0"
            fields = struct.pack("<iiBBHHHiiii", number, begin, len(name), numbers.below(61),
                                 bin_of(begin, end), len(cigar), 16 * numbers.below(2), 100, -1, -1,
                                 0)
            body = (fields + name + struct.pack(f"<{len(cigar)}I", *cigar) + b"\x18" * 50
                    + b"\x1e" * 100)
            data.append(struct.pack("<i", len(body)) + body)
    return bgzf(b"".join(data))


def bin_of(begin, end):
    """The bin of an interval (SAM specification, section 5.3)."""
    for level, shift in ((4681, 14), (585, 17), (73, 20), (9, 23), (1, 26)):
        if begin >> shift == (end - 1) >> shift:
            return level + (begin >> shift)
    return 0


def write_all(folder):
    """Like inputs.write_all: the kinds `genome` and `reads`; and {name: path} of what is fixed."""
    folder.mkdir(parents=True, exist_ok=True)
    sequences = genome()
    fixed = {
        "fasta": write_once(folder / "genome.fa", lambda: fasta(sequences).encode()),
        "gff3": write_once(folder / "genes.gff3", lambda: gff3().encode()),
        "known": write_once(folder / "known.vcf.gz", lambda: known(sequences, 2 * N_RECORDS)),
        "weights": write_once(folder / "weights.txt",
                              lambda: weights(sequences, (N_RECORDS, 2 * N_RECORDS)).encode()),
    }
    kinds = {"genome": [], "reads": []}
    for times in (1, 2):
        kinds["genome"].append(write_once(
            folder / f"genome.{times}.vcf.gz",
            lambda times=times: genotyped(sequences, times * N_RECORDS)))
        reads = write_once(folder / f"reads.{times}.bam",
                           lambda times=times: bam(times * N_READS))
        subprocess.run(["samtools", "index", str(reads)], check=True)
        kinds["reads"].append(reads)
    return kinds, fixed
