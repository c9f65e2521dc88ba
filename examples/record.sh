#!/bin/sh
# Records the runs of transcripts/: each file holds its command, all that it said, and the text.
set -u
cd "$(dirname "$0")/.."
command -v redraft >/dev/null || {
    echo "redraft is not on the PATH; after make demo: PATH=.venv/bin:\$PATH sh examples/record.sh" >&2
    exit 127
}
mkdir -p examples/transcripts

record() {
    name=$1
    shift
    [ $# -gt 0 ] || return 2
    into=examples/transcripts/$name.txt
    {
        printf '$ redraft run'
        printf ' %s' "$@"
        printf '\n'
        redraft run "$@" --no-save
        printf '(exit code %s)\n' "$?"
    } >"$into" 2>&1
    echo "$into"
}

for name in ${*:-sales-email auth-rfc incident-report}; do
    case $name in
        incident-report) record "$name" examples/incident-report.md --draft examples/incident-draft.txt ;;
        *) record "$name" "examples/$name.md" ;;
    esac
done
