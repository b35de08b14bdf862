# Completion of advisor-plugin for bash: source it, or install it where bash-completion looks.
_advisor_plugin() {
  local line=${COMP_LINE:0:COMP_POINT} words
  read -ra words <<<"$line"
  [[ $line != *[[:space:]] ]] || words+=("")
  mapfile -t COMPREPLY < <("${words[0]}" __complete "${words[@]:1}" 2>/dev/null)
}
complete -o default -F _advisor_plugin advisor-plugin
