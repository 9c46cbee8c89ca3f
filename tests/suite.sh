# Runs test projects for ./edge test, which reads this file, and adds their results up.

passed=0 failed=0 skipped=0
# What failed, and what failed first and passed alone, a line each: the end of a long output is what is read.
failures=() races=()
# So many tests of a project may have lost a race against a busy machine; more than that have a cause.
races_most=3

# Ends a test run: the sums are the last line, and 0 means that something passed and nothing failed.
add_up() {
    (( ${#races[@]} == 0 )) || printf 'LOST A RACE, failed once and passed alone; to be mended: %s\n' "${races[@]}"
    (( ${#failures[@]} == 0 )) || printf 'FAILED: %s\n' "${failures[@]}"
    printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
    (( failed == 0 && passed > 0 ))
}

fail() {
    printf '%s; counted as a failure\n' "$1"
    failed=$((failed + 1)) failures+=("$1")
}

# Runs one test project and adds its results. What a project does not report itself (a crash, a hang,
# no test at all) is a failure: silence must not look like success.
run_tests() {
    local project=$1 report=$artifacts/test-results/$1.xml
    shift
    printf -- '--- %s\n' "$project"
    run_project "$project" "$report" "$@"
    if [[ -z $header ]]; then
        fail "$project: ended with code $status and reported nothing"
        return
    fi
    # Errors are failures outside a test, such as in a fixture's clean-up; tests that were not run were skipped.
    local p f e s
    p=$(count passed) f=$(count failed) e=$(count errors) s=$(( $(count skipped) + $(count not-run) ))
    printf '%s: %d passed, %d failed, %d skipped\n' "$project" "$p" $((f + e)) "$s"
    passed=$((passed + p)) skipped=$((skipped + s))
    if (( p + f + e + s == 0 )); then fail "$project: has no tests"
    elif (( status != 0 && f + e == 0 )); then fail "$project: ended with code $status although no test failed"
    elif (( f + e > 0 )); then
        local lost=() again=()
        mapfile -t lost < <(failed_tests "$report")
        if (( e == 0 && f <= races_most )); then
            mapfile -t again < <(failed_methods "$report")
            if passes_alone "$project" "${again[@]}"; then
                passed=$((passed + f)) races+=("${lost[@]}")
                return
            fi
        fi
        failed=$((failed + f + e)) failures+=("${lost[@]}")
    fi
}

# Sets `status` and `header`, the report's <assembly …> element, empty where there is none.
run_project() {
    local project=$1 report=$2
    shift 2
    # Programs that are waited for leave a processor room for a third test.
    [[ $project != Edge.SystemTests || " $* " == *" -maxThreads "* ]] || set -- -maxThreads 3 "$@"
    status=0
    rm -f "$report"
    # In the foreground, so that Ctrl-C reaches the tests.
    timeout --foreground --kill-after=20 "${EDGEDEV_TEST_TIMEOUT:-1800}" \
        dotnet "$root/tests/$project/bin/Release/net10.0/$project.dll" -noLogo -noColor "$@" -xml "$report" || status=$?
    header=$(grep -o -m 1 '<assembly [^>]*>' "$report" 2>/dev/null) || header=
}

# True where each of the methods passes when nothing runs beside it.
passes_alone() {
    local project=$1 only=() method
    shift
    (( $# > 0 )) || return 1
    for method; do only+=(-method "$method"); done
    printf -- '--- %s, again and alone: %s\n' "$project" "$*"
    run_project "$project" "$artifacts/test-results/$project.alone.xml" -maxThreads 1 "${only[@]}"
    [[ -n $header ]] && (( status == 0 && $(count failed) + $(count errors) + $(count skipped) + $(count not-run) == 0 && $(count passed) > 0 ))
}

# A number from `header`.
count() { sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<<"$header" | grep . || echo 0; }

# The tests and fixtures that failed in a report, each with the first line of why.
failed_tests() {
    awk 'BEGIN { RS = "<(test|error) " }
        NR > 1 && (/result="Fail"/ || !/result="/) {
            name = $0; sub(/^[^>]* ?name="/, "", name); sub(/".*/, "", name)
            why = $0; if (!sub(/.*<message><!\[CDATA\[/, "", why)) { why = "no message" }
            sub(/(\n|\]\]>).*/, "", why)
            line = substr(name ": " why, 1, 300)
            gsub(/\\?&quot;/, "\"", line); gsub(/&lt;/, "<", line); gsub(/&gt;/, ">", line); gsub(/&amp;/, "\\&", line)
            print line
        }' "$1"
}

failed_methods() {
    grep -o '<test [^>]*result="Fail"[^>]*>' "$1" | sed 's/.* type="\([^"]*\)".* method="\([^"]*\)".*/\1.\2/' | sort -u
}
