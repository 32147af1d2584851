# Sourced by the scripts beside it: where the project is, a JDK 17 or later, Maven, the fat jars.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
node_jar="$root/verticles/node/target/tidings-node.jar"

fail() {
  echo "$(basename "$0"): $*" >&2
  exit 1
}

# The major version of a JDK, 0 if there is none in that directory.
jdk_major() {
  [ -x "$1/bin/javac" ] || { echo 0; return; }
  local version
  version=$("$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')
  echo "${version:-0}"
}

# Sets JAVA_HOME: the one that is set if it will do, then that of the PATH, then what is installed.
find_jdk() {
  local candidates=() candidate javac
  [ -n "${JAVA_HOME:-}" ] && candidates+=("$JAVA_HOME")
  if javac=$(command -v javac); then
    candidates+=("$(dirname "$(dirname "$(readlink -f "$javac" 2>/dev/null || echo "$javac")")")")
  fi
  if [ -x /usr/libexec/java_home ]; then
    candidates+=("$(/usr/libexec/java_home -v 17+ 2>/dev/null || true)")
  fi
  candidates+=(/usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/*)
  for candidate in "${candidates[@]}"; do
    if [ "$(jdk_major "$candidate")" -ge 17 ]; then
      export JAVA_HOME="$candidate"
      return
    fi
  done
  fail "needs a JDK 17 or later: install one, or set JAVA_HOME to it"
}

find_maven() {
  command -v mvn >/dev/null || fail "needs Maven 3.8 or later: install it, so that 'mvn' is on the PATH"
}

maven() {
  (cd "$root" && mvn -B -q "$@")
}

# Builds the fat jar of the node unless it is younger than everything it is made of.
build_node() {
  if [ -f "$node_jar" ] && [ -z "$(find "$root/pom.xml" "$root/codecs" "$root/verticles" \
    "$root/cluster-config" -newer "$node_jar" -type f -not -path '*/node/chaos/*' \
    \( -path '*/src/main/*' -o -name pom.xml -o -path '*/cluster-config/*' \) -print -quit)" ]; then
    return
  fi
  find_maven
  echo "Building Tidings; the first time, Maven fetches what it needs." >&2
  maven -DskipTests package -pl verticles/node -am || fail "the build failed, see above"
}

# Prints the options for the JVM of a node, a line each. They include an archive of loaded classes,
# which saves seconds of every start: JDK 19 and later make it by themselves, JDK 17 when the first
# node that was run with $1 = archive ends.
node_options() {
  if [ -n "${TIDINGS_JAVA_OPTIONS:-}" ]; then
    printf '%s\n' $TIDINGS_JAVA_OPTIONS
    return
  fi
  local major archive
  major=$(jdk_major "$JAVA_HOME")
  archive="${node_jar%.jar}-$major.jsa"
  printf '%s\n' -XX:+UseSerialGC -Xmx512m -Xshare:auto -Xlog:cds=off -Xlog:cds+dynamic=off
  if [ "$archive" -ot "$node_jar" ]; then
    rm -f "$archive"
  fi
  if [ "$major" -ge 19 ]; then
    printf '%s\n' -XX:+AutoCreateSharedArchive "-XX:SharedArchiveFile=$archive"
  elif [ -f "$archive" ]; then
    printf '%s\n' "-XX:SharedArchiveFile=$archive"
  elif [ "${1:-}" = archive ]; then
    printf '%s\n' "-XX:ArchiveClassesAtExit=$archive"
  fi
  if [ "$major" -ge 24 ]; then
    printf '%s\n' --sun-misc-unsafe-memory-access=allow
  fi
}
