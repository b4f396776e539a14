#!/usr/bin/env bash
# Kernels of the backend vector, now and at another commit: the median and the least time per sample, in nanoseconds, and
# their ratios. Other load on the machine only ever adds to a time, so that the least tells more on a busy machine.
#
#   gmm-bench/structure/kernels.sh COMMIT [ROUNDS [MIXTURES [METHODS]]] > gmm-bench/structure/kernels.txt
#
# The two versions take turns, one JVM each a round, so that other load on the machine meets both. Each is measured by
# its own benchmark.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

readonly COMMIT=${1:?needs a commit} ROUNDS=${2:-5} MIXTURES=${3:-2x3,8x8,64x16} METHODS=${4:-expectation|logDensities}
readonly BENCHMARKS="KernelBenchmark.($METHODS)\$"
readonly OPTIONS=(-p backend=vector -p "mixture=$MIXTURES" -p structure=FULL,DIAGONAL -p overlap=OVERLAPPING
  -f 1 -wi 4 -w 1s -i 3 -r 300ms -rf csv)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/other"
git archive "$COMMIT" | tar -x -C "$work/other"

for ((round = 1; round <= ROUNDS; round++)); do
  for version in . "$work/other"; do
    name=$([ "$version" = . ] && echo new || echo old)
    (cd "$version" && gmm-bench/run jmh "$BENCHMARKS" "${OPTIONS[@]}" -rff "$work/$name-$round.csv") >&2
  done
done

echo "$(git describe --always --abbrev=7) against $(git rev-parse --short=7 "$COMMIT"), $(date -u +%F)," \
  "$("${JAVA_HOME:+$JAVA_HOME/bin/}java" -version 2>&1 | sed -n '2p;2q')," \
  "$(sed -n 's/^model name.*: //p;T;q' /proc/cpuinfo), $ROUNDS rounds"
python3 - "$work" <<'PYTHON'
import collections, csv, pathlib, statistics, sys

times = collections.defaultdict(lambda: {"new": [], "old": []})
for file in sorted(pathlib.Path(sys.argv[1]).glob("*.csv")):
    for row in csv.DictReader(file.open()):
        if row["Benchmark"].endswith(":samples"):
            name = row["Benchmark"].removesuffix(":samples").rpartition(".")[2]
            key = name, row["Param: mixture"], row["Param: structure"]
            times[key][file.name[:3]].append(float(row["Score"]))
print(f"{'benchmark':14}{'mixture':9}{'structure':11}{'old':>9}{'new':>9}{'new/old':>9}{'least':>9}  all old | all new")
ratios = []
least = []
for key, both in times.items():
    old, new = (statistics.median(both[name]) for name in ("old", "new"))
    ratios.append(new / old)
    least.append(min(both["new"]) / min(both["old"]))
    raw = " | ".join(" ".join(f"{t:.4g}" for t in both[name]) for name in ("old", "new"))
    print(f"{key[0]:14}{key[1]:9}{key[2]:11}{old:9.2f}{new:9.2f}{new / old:9.3f}{least[-1]:9.3f}  {raw}")
print(f"median of new/old: {statistics.median(ratios):.3f}; of the least times {statistics.median(least):.3f}")
PYTHON
