#!/usr/bin/env bash
# Sizes and start times of one application on the class path, on the module path and as a linked image: it fits six
# samples of a CSV file by the backend vector, writes the model and reads it back (gmm-it/src/test/resources/fixtures/modelfile).
#
#   ./mvnw -pl gmm-it -am package pre-integration-test -DskipTests
#   gmm-bench/structure/applications.sh > gmm-bench/structure/applications.txt
#
# Times run from the start of the process to its end: by the clock, and of the processor (user and system), which other
# load on the machine changes less. The four take turns. The last is the image with an archive of the JDK's classes, which
# a JDK has and jlink does not make by default.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

readonly RUNS=11
readonly JARS=gmm-it/target/jars
readonly FIXTURE=gmm-it/src/test/resources/fixtures/modelfile
readonly MAIN=modelfile.Main
readonly KINDS=(class-path module-path image image-with-archive)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
java_home=${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")}

prepare() {
  local jar
  mkdir "$work/lib" "$work/data"
  for jar in gmm-api gmm-io gmm-backend-vector fastcsv fastdoubleparser jackson-core; do
    cp "$JARS/$jar.jar" "$work/lib"
  done
  "$java_home/bin/javac" -Xlint:all -Werror --module-path "$work/lib" -d "$work/classes" \
    "$FIXTURE/module/module-info.java" "$FIXTURE/src/modelfile/Main.java"
  "$java_home/bin/jar" --create --file "$work/lib/application.jar" -C "$work/classes" .
  "$java_home/bin/jlink" --module-path "$work/lib" --add-modules modelfile,dev.gmm4j.backend.vector \
    --output "$work/image" 2>"$work/jlink.log" || { cat "$work/jlink.log" >&2; exit 1; }
  cp -R "$work/image" "$work/image-with-archive"
  "$work/image-with-archive/bin/java" -Xshare:dump >"$work/archive.log" 2>&1 || { cat "$work/archive.log" >&2; exit 1; }
}

run() {
  case $1 in
    class-path) "$java_home/bin/java" --add-modules jdk.incubator.vector -cp "$work/lib/*" $MAIN "$work/data" ;;
    module-path) "$java_home/bin/java" --module-path "$work/lib" --module modelfile/$MAIN "$work/data" ;;
    image*) "$work/$1/bin/java" --module modelfile/$MAIN "$work/data" ;;
  esac
}

# A JDK may have links that lead nowhere, such as to its sources.
megabytes() {
  (du -sk -L "$@" 2>/dev/null || true) | awk '{ kilobytes += $1 } END { printf "%.1f MB\n", kilobytes / 1024 }'
}

median() {
  sort -n | sed -n "$(((RUNS + 1) / 2))p"
}

prepare
echo "# gmm-bench/structure/applications.sh"
echo "# commit $(git describe --always --dirty --abbrev=40 --exclude='*')"
echo "# date $(date -u +%F)"
echo "# java $("$java_home/bin/java" -version 2>&1 | sed -n 2p)"
echo "# processors $(nproc), load average before $(cut -d' ' -f1 /proc/loadavg 2>/dev/null || echo unknown)"
echo
echo "size"
echo "jars of the application    $(megabytes "$work/lib")   (class path and module path; a JDK or JRE comes on top)"
echo "linked image               $(megabytes "$work/image")   (all that is needed)"
echo "linked image with archive  $(megabytes "$work/image-with-archive")"
echo "the JDK that was used      $(megabytes "$java_home")"
echo
for kind in "${KINDS[@]}"; do
  echo "output, $kind"
  run "$kind" 2>&1 | sed 's/^/  /'
done

TIMEFORMAT='%R %U %S'
for ((i = 0; i < RUNS; i++)); do
  for kind in "${KINDS[@]}"; do
    { time run "$kind" >/dev/null 2>&1; } 2>&1 |
      awk -v to="$work/$kind" '{ printf "%d\n", $1 * 1000 >>(to ".clock"); printf "%d\n", ($2 + $3) * 1000 >>(to ".processor") }'
  done
done
for what in clock processor; do
  echo
  echo "milliseconds of $RUNS runs, by the $what"
  for kind in "${KINDS[@]}"; do
    printf '%-18s median %5d   runs %s\n' "$kind" "$(median <"$work/$kind.$what")" "$(tr '\n' ' ' <"$work/$kind.$what")"
  done
done
echo
echo "# load average after $(cut -d' ' -f1 /proc/loadavg 2>/dev/null || echo unknown)"
