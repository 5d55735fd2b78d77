#!/bin/bash
# SPDX-License-Identifier: MIT
# The main job on simulated people: no download. usage: demo.sh PROGRAM FOLDER
set -euo pipefail

program=$(realpath "$1") folder=$2
plan=$(dirname "$(realpath "$0")")/personal-risk.yaml
mkdir -p "$folder"
cd "$folder"

echo "1. a small world: genome, genes, cohort, patient, known variants, scores, risk model"
"$program" simulate --seed 1 --out world
echo "2. what is used often is compiled once: gene model and known variants"
"$program" genes build --gff3 world/genes.gff3.gz --fasta world/reference.fa -o genes.gsg
"$program" archive build world/known.vcf.gz --field AF --field CLNSIG --field CLNDN -o known.gsa
echo "3. one pass over the patient's variants"
"$program" run "$plan" \
    --set vcf=world/patient.vcf.gz --set fasta=world/reference.fa --set genes=genes.gsg \
    --set archive=known.gsa --set weights="$(printf '%s\n' world/scores/*.txt* | paste -sd,)" \
    --set model=world/risk-model.yaml --set out=patient

echo
echo "what the patient's scores say (patient.risk.tsv):"
cut -f 1-5 patient.risk.tsv
echo
echo "the report, to be opened in a browser: file://$PWD/patient.report.html"
