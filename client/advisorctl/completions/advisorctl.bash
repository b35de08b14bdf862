# Completion of advisorctl for bash: source it, or install it where bash-completion looks.
_advisorctl() {
  local line=${COMP_LINE:0:COMP_POINT} words word kept
  read -ra words <<<"$line"
  [[ $line != *[[:space:]] ]] || words+=("")
  word=${words[-1]}
  mapfile -t COMPREPLY < <("${words[0]}" __complete "${words[@]:1}" 2>/dev/null)
  # Bash breaks words at = and :, and replaces only what follows.
  kept=${word%"${word##*[=:]}"}
  COMPREPLY=("${COMPREPLY[@]#"$kept"}")
  [[ ${COMPREPLY[0]-} != *[=.] ]] || compopt -o nospace 2>/dev/null
}
complete -o default -F _advisorctl advisorctl
