# SPDX-License-Identifier: MIT
"""Small deterministic inputs for the gate, in two sizes each: N and 2N records."""

import gzip
import pathlib
import zlib

SIZES = {"single": 8000, "cohort": 600}
N_SAMPLES = {"single": 1, "cohort": 250}
BASES = "ACGT"


class Numbers:
    """A linear congruential generator (Knuth's MMIX constants): the same on every machine."""

    def __init__(self, seed):
        self.state = seed

    def below(self, bound):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % bound


def header(n_samples):
    lines = ["##fileformat=VCFv4.2", '##FILTER=<ID=q10,Description="Quality below 10">']
    lines += [f"##contig=<ID=chr{number},length=250000000>" for number in range(1, 4)]
    for tag, number, kind in (("AC", "A", "Integer"), ("AF", "A", "Float"), ("AN", "1", "Integer"),
                              ("DP", "1", "Integer"), ("MQ", "1", "Float"), ("DB", "0", "Flag")):
        lines.append(f'##INFO=<ID={tag},Number={number},Type={kind},Description="{tag}">')
    for tag, number, kind in (("GT", "1", "String"), ("AD", "R", "Integer"),
                              ("DP", "1", "Integer"), ("GQ", "1", "Integer"),
                              ("PL", "G", "Integer")):
        lines.append(f'##FORMAT=<ID={tag},Number={number},Type={kind},Description="{tag}">')
    samples = [f"S{sample}" for sample in range(n_samples)]
    columns = ["#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO", "FORMAT"]
    return "\n".join(lines + ["\t".join(columns + samples)]) + "\n"


def sample_column(numbers, n_alts):
    depth = 10 + numbers.below(40)
    alternate = numbers.below(depth)
    genotype = ("0/0", "0/1", "1/1", "./.")[min(3, numbers.below(40) // 12)]
    counts = ",".join(str(alternate // n_alts) for _ in range(n_alts))
    n_likelihoods = (n_alts + 1) * (n_alts + 2) // 2
    likelihoods = ",".join(str(numbers.below(1000)) for _ in range(n_likelihoods))
    return f"{genotype}:{depth - alternate},{counts}:{depth}:{numbers.below(100)}:{likelihoods}"


def record(numbers, contig, pos, n_samples):
    ref = BASES[numbers.below(4)]
    shape = numbers.below(100)
    alts = [BASES[(BASES.index(ref) + 1 + numbers.below(3)) % 4]]
    if shape < 8:
        alts = [ref + "".join(BASES[numbers.below(4)] for _ in range(1 + numbers.below(6)))]
    elif shape < 14:
        ref += "".join(BASES[numbers.below(4)] for _ in range(1 + numbers.below(6)))
        alts = [ref[0]]
    elif shape < 17:
        alts = [base for base in BASES if base != ref][:2]
    n_alts = len(alts)
    counts = ",".join(str(1 + numbers.below(2 * n_samples)) for _ in alts)
    shares = ",".join(f"0.{numbers.below(1000):03d}" for _ in alts)
    info = (f"AC={counts};AF={shares};AN={2 * n_samples};DP={numbers.below(900)};"
            f"MQ={numbers.below(60)}.{numbers.below(100):02d}")
    if numbers.below(2):
        info += ";DB"
    name = f"rs{numbers.below(10**8)}" if numbers.below(3) else "."
    fields = [contig, str(pos), name, ref, ",".join(alts),
              f"{numbers.below(5000)}.{numbers.below(100):02d}",
              "PASS" if numbers.below(9) else "q10", info, "GT:AD:DP:GQ:PL"]
    fields += [sample_column(numbers, n_alts) for _ in range(n_samples)]
    return "\t".join(fields) + "\n"


def bgzf(data):
    """Data as BGZF (SAM specification, section 4.1), by Python's zlib."""
    blocks = []
    for start in range(0, len(data), 65280):
        piece = data[start:start + 65280]
        packer = zlib.compressobj(6, zlib.DEFLATED, -15)
        packed = packer.compress(piece) + packer.flush()
        blocks.append(b"\x1f\x8b\x08\x04\0\0\0\0\0\xff\x06\0BC\x02\0"
                      + (len(packed) + 25).to_bytes(2, "little") + packed
                      + zlib.crc32(piece).to_bytes(4, "little")
                      + len(piece).to_bytes(4, "little"))
    return b"".join(blocks) + bytes.fromhex(
        "1f8b08040000000000ff0600424302001b0003000000000000000000")


def make(kind, n_records):
    numbers = Numbers(20240229)
    n_samples = N_SAMPLES[kind]
    text = [header(n_samples)]
    for contig in ("chr1", "chr2", "chr3"):
        pos = 10000
        for _ in range(n_records // 3):
            pos += 1 + numbers.below(2000)
            text.append(record(numbers, contig, pos, n_samples))
    return bgzf("".join(text).encode())


def write_once(path, make_bytes):
    """Writes a file unless it is there."""
    if not path.exists():
        partial = path.with_suffix(".partial")
        partial.write_bytes(make_bytes())
        partial.rename(path)
    return path


def write_all(folder):
    """{kind: (path of N records, path of 2N records)}; files that are there are kept."""
    folder.mkdir(parents=True, exist_ok=True)
    return {kind: [write_once(folder / f"{kind}.{times}.vcf.gz",
                              lambda kind=kind, n=n_records * times: make(kind, n))
                   for times in (1, 2)]
            for kind, n_records in SIZES.items()}
