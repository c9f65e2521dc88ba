#!/bin/sh
# Gets the strongest embedded model that can be had, then mends a real draft with it.
set -u
cd "$(dirname "$0")"

for model in ${REDRAFT_DEMO_MODEL:-qwen2.5-coder-1.5b qwen2.5-coder-0.5b smollm2-135m}; do
    if redraft model pull "$model"; then
        break
    fi
    echo "demo: without $model the texts will be weaker; trying the next smaller model." >&2
    model=
done
[ -n "$model" ] || { echo "demo: no embedded model could be had; see: redraft doctor" >&2; exit 3; }

echo "
The draft:
"
cat incident-draft.txt
echo "
redraft run examples/incident-report.md --draft examples/incident-draft.txt --max-rounds 1
"
redraft run incident-report.md --draft incident-draft.txt --max-rounds 1 --no-save --model "local/$model"
code=$?
# 1 is "not ready": a box is still open, and the report above says which
[ "$code" -le 1 ] || exit "$code"
