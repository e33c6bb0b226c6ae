# bash completion for clew; printed by `clew completions bash`.
_clew() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then COMPREPLY=($(compgen -W "ask backup case changes chart check compact compare completions decide decisions desk diff export find flags forget holdings info links load log man new-key officials pack path read-page rules screen serve serve-key show sign source stamp subject trace tune verify xref" -- "$current")); return; fi
  case $command in
    ask) if ((COMP_CWORD == 2)); then COMPREPLY=($(compgen -W "new check draft goaml timeline" -- "$current")); return; fi
       command="$command ${COMP_WORDS[2]}" ;;
    case) if ((COMP_CWORD == 2)); then COMPREPLY=($(compgen -W "new list show admit add-source state grade contest correct withdraw supersede status propose approve seal unseal erase quarantine custody review expire note sign-in request open reporter" -- "$current")); return; fi
       command="$command ${COMP_WORDS[2]}" ;;
    decisions) if ((COMP_CWORD == 2)); then COMPREPLY=($(compgen -W "list import export" -- "$current")); return; fi
       command="$command ${COMP_WORDS[2]}" ;;
    desk) if ((COMP_CWORD == 2)); then COMPREPLY=($(compgen -W "new officer info" -- "$current")); return; fi
       command="$command ${COMP_WORDS[2]}" ;;
    log) if ((COMP_CWORD == 2)); then COMPREPLY=($(compgen -W "audit proof verify consistency" -- "$current")); return; fi
       command="$command ${COMP_WORDS[2]}" ;;
    rules) if ((COMP_CWORD == 2)); then COMPREPLY=($(compgen -W "list show check try" -- "$current")); return; fi
       command="$command ${COMP_WORDS[2]}" ;;
  esac
  case "$command $previous" in
    "load --obtained") COMPREPLY=($(compgen -W "official open leak unknown" -- "$current")); return ;;
    "load --sources") COMPREPLY=($(compgen -W "keep reference" -- "$current")); return ;;
    "export --format") COMPREPLY=($(compgen -W "ftm statements" -- "$current")); return ;;
    "ask new --type") COMPREPLY=($(compgen -W "extradition provisional_arrest mla freeze confiscate investigate return spontaneous fiu alert" -- "$current")); return ;;
    "ask check --as") COMPREPLY=($(compgen -W "sender receiver" -- "$current")); return ;;
    "ask check --format") COMPREPLY=($(compgen -W "text json html pdf brief" -- "$current")); return ;;
    "ask draft --format") COMPREPLY=($(compgen -W "text html" -- "$current")); return ;;
    "rules list --what") COMPREPLY=($(compgen -W "rules treaties authorities instruments profiles" -- "$current")); return ;;
    "desk officer --role") COMPREPLY=($(compgen -W "officer second_officer supervisor auditor defence_reader" -- "$current")); return ;;
    "case new --purpose") COMPREPLY=($(compgen -W "asset_recovery audit defence intelligence investigation mutual_assistance prosecution subject_access supervision" -- "$current")); return ;;
    "case show --purpose") COMPREPLY=($(compgen -W "asset_recovery audit defence intelligence investigation mutual_assistance prosecution subject_access supervision" -- "$current")); return ;;
    "case admit --purpose") COMPREPLY=($(compgen -W "asset_recovery audit defence intelligence investigation mutual_assistance prosecution subject_access supervision" -- "$current")); return ;;
    "case add-source --purpose") COMPREPLY=($(compgen -W "asset_recovery audit defence intelligence investigation mutual_assistance prosecution subject_access supervision" -- "$current")); return ;;
    "case add-source --obtained") COMPREPLY=($(compgen -W "official open leak unknown" -- "$current")); return ;;
    "case state --purpose") COMPREPLY=($(compgen -W "asset_recovery audit defence intelligence investigation mutual_assistance prosecution subject_access supervision" -- "$current")); return ;;
    "case state --kind") COMPREPLY=($(compgen -W "fact assessment" -- "$current")); return ;;
    "case grade --purpose") COMPREPLY=($(compgen -W "asset_recovery audit defence intelligence investigation mutual_assistance prosecution subject_access supervision" -- "$current")); return ;;
    "case contest --purpose") COMPREPLY=($(compgen -W "asset_recovery audit defence intelligence investigation mutual_assistance prosecution subject_access supervision" -- "$current")); return ;;
    "case correct --purpose") COMPREPLY=($(compgen -W "asset_recovery audit defence intelligence investigation mutual_assistance prosecution subject_access supervision" -- "$current")); return ;;
    "case withdraw --purpose") COMPREPLY=($(compgen -W "asset_recovery audit defence intelligence investigation mutual_assistance prosecution subject_access supervision" -- "$current")); return ;;
    "case supersede --purpose") COMPREPLY=($(compgen -W "asset_recovery audit defence intelligence investigation mutual_assistance prosecution subject_access supervision" -- "$current")); return ;;
    "case status --purpose") COMPREPLY=($(compgen -W "asset_recovery audit defence intelligence investigation mutual_assistance prosecution subject_access supervision" -- "$current")); return ;;
    "case status --status") COMPREPLY=($(compgen -W "sought suspected charged convicted_not_final convicted_final acquitted discontinued cleared delisted" -- "$current")); return ;;
    "case propose --purpose") COMPREPLY=($(compgen -W "asset_recovery audit defence intelligence investigation mutual_assistance prosecution subject_access supervision" -- "$current")); return ;;
    "case propose --action") COMPREPLY=($(compgen -W "export unseal erase alert freezing_request quarantine merge_persons relatives_batch" -- "$current")); return ;;
    "case approve --purpose") COMPREPLY=($(compgen -W "asset_recovery audit defence intelligence investigation mutual_assistance prosecution subject_access supervision" -- "$current")); return ;;
    "case seal --purpose") COMPREPLY=($(compgen -W "asset_recovery audit defence intelligence investigation mutual_assistance prosecution subject_access supervision" -- "$current")); return ;;
    "case unseal --purpose") COMPREPLY=($(compgen -W "asset_recovery audit defence intelligence investigation mutual_assistance prosecution subject_access supervision" -- "$current")); return ;;
    "case erase --purpose") COMPREPLY=($(compgen -W "asset_recovery audit defence intelligence investigation mutual_assistance prosecution subject_access supervision" -- "$current")); return ;;
    "case quarantine --purpose") COMPREPLY=($(compgen -W "asset_recovery audit defence intelligence investigation mutual_assistance prosecution subject_access supervision" -- "$current")); return ;;
    "case custody --purpose") COMPREPLY=($(compgen -W "asset_recovery audit defence intelligence investigation mutual_assistance prosecution subject_access supervision" -- "$current")); return ;;
    "case review --purpose") COMPREPLY=($(compgen -W "asset_recovery audit defence intelligence investigation mutual_assistance prosecution subject_access supervision" -- "$current")); return ;;
    "case expire --purpose") COMPREPLY=($(compgen -W "asset_recovery audit defence intelligence investigation mutual_assistance prosecution subject_access supervision" -- "$current")); return ;;
    "case note --purpose") COMPREPLY=($(compgen -W "asset_recovery audit defence intelligence investigation mutual_assistance prosecution subject_access supervision" -- "$current")); return ;;
    "case note --type") COMPREPLY=($(compgen -W "decision assess_risk assurance request_sent query_sent query_served" -- "$current")); return ;;
    "pack --purpose") COMPREPLY=($(compgen -W "asset_recovery audit defence intelligence investigation mutual_assistance prosecution subject_access supervision" -- "$current")); return ;;
    "case request --purpose") COMPREPLY=($(compgen -W "asset_recovery audit defence intelligence investigation mutual_assistance prosecution subject_access supervision" -- "$current")); return ;;
    "case open --purpose") COMPREPLY=($(compgen -W "asset_recovery audit defence intelligence investigation mutual_assistance prosecution subject_access supervision" -- "$current")); return ;;
    "case reporter --purpose") COMPREPLY=($(compgen -W "asset_recovery audit defence intelligence investigation mutual_assistance prosecution subject_access supervision" -- "$current")); return ;;
    "serve-key --role") COMPREPLY=($(compgen -W "reader admin" -- "$current")); return ;;
    "completions SHELL") COMPREPLY=($(compgen -W "bash zsh fish" -- "$current")); return ;;
    "completions --shell") COMPREPLY=($(compgen -W "bash zsh fish" -- "$current")); return ;;
  esac
  if [[ $current == -* ]]; then
    case $command in
      "load") COMPREPLY=($(compgen -W "--help --into --dataset --version-name --published-on --obtained --without --mapping --encoding --sources --threads --memory-mb --json" -- "$current")) ;;
      "info") COMPREPLY=($(compgen -W "--help --issues --sources --json" -- "$current")) ;;
      "find") COMPREPLY=($(compgen -W "--help --valid-on --known-on --datasets --json --limit" -- "$current")) ;;
      "screen") COMPREPLY=($(compgen -W "--help --valid-on --known-on --datasets --json --topics --listed-schema --listed-country --score-min --limit --model --name --birth-date --country --gender --id --schema --out --resume --map --encoding --stream --changed --threads" -- "$current")) ;;
      "read-page") COMPREPLY=($(compgen -W "--help --url --store --with-speakers --text --json" -- "$current")) ;;
      "xref") COMPREPLY=($(compgen -W "--help --valid-on --known-on --json --topics --listed-schema --listed-country --score-min --limit --model --left --right --pairs --out" -- "$current")) ;;
      "compare") COMPREPLY=($(compgen -W "--help --pairs --left --right --encoding --model --schema --score-min --valid-on --known-on --datasets --json" -- "$current")) ;;
      "decide") COMPREPLY=($(compgen -W "--help --why --author --expires --customers --map --json" -- "$current")) ;;
      "tune") COMPREPLY=($(compgen -W "--help --pairs --model --score-min --schema --sample --report --json" -- "$current")) ;;
      "decisions list") COMPREPLY=($(compgen -W "--help --json" -- "$current")) ;;
      "decisions import") COMPREPLY=($(compgen -W "--help" -- "$current")) ;;
      "decisions export") COMPREPLY=($(compgen -W "--help --output" -- "$current")) ;;
      "show") COMPREPLY=($(compgen -W "--help --valid-on --known-on --datasets --json" -- "$current")) ;;
      "source") COMPREPLY=($(compgen -W "--help --valid-on --known-on --datasets --json" -- "$current")) ;;
      "links") COMPREPLY=($(compgen -W "--help --valid-on --known-on --datasets --json --limit" -- "$current")) ;;
      "diff") COMPREPLY=($(compgen -W "--help --from --to --limit --json" -- "$current")) ;;
      "export") COMPREPLY=($(compgen -W "--help --valid-on --known-on --datasets --format --output" -- "$current")) ;;
      "trace") COMPREPLY=($(compgen -W "--help --valid-on --known-on --datasets --json --rule --listed --output --family --why" -- "$current")) ;;
      "holdings") COMPREPLY=($(compgen -W "--help --valid-on --known-on --datasets --json" -- "$current")) ;;
      "path") COMPREPLY=($(compgen -W "--help --valid-on --known-on --datasets --json --k --hub-degree --through-hubs --through-claims --roles --during --in-order --at-any-time" -- "$current")) ;;
      "chart") COMPREPLY=($(compgen -W "--help --valid-on --known-on --datasets --json --output --rule --siblings --boxes" -- "$current")) ;;
      "flags") COMPREPLY=($(compgen -W "--help --valid-on --known-on --datasets --json --kind --about --limit" -- "$current")) ;;
      "changes") COMPREPLY=($(compgen -W "--help --from --to --datasets --json" -- "$current")) ;;
      "officials") COMPREPLY=($(compgen -W "--help --valid-on --known-on --datasets --json --why" -- "$current")) ;;
      "check") COMPREPLY=($(compgen -W "--help --json" -- "$current")) ;;
      "compact") COMPREPLY=($(compgen -W "--help --json" -- "$current")) ;;
      "backup") COMPREPLY=($(compgen -W "--help --json" -- "$current")) ;;
      "forget") COMPREPLY=($(compgen -W "--help --reason --approver --try --list --json" -- "$current")) ;;
      "ask new") COMPREPLY=($(compgen -W "--help --type --from --to --output" -- "$current")) ;;
      "ask check") COMPREPLY=($(compgen -W "--help --outgoing --as --profile --on --format --printed --all --output" -- "$current")) ;;
      "ask draft") COMPREPLY=($(compgen -W "--help --format --output" -- "$current")) ;;
      "ask goaml") COMPREPLY=($(compgen -W "--help --schema --output" -- "$current")) ;;
      "ask timeline") COMPREPLY=($(compgen -W "--help --json" -- "$current")) ;;
      "rules list") COMPREPLY=($(compgen -W "--help --what --json" -- "$current")) ;;
      "rules show") COMPREPLY=($(compgen -W "--help" -- "$current")) ;;
      "rules check") COMPREPLY=($(compgen -W "--help" -- "$current")) ;;
      "rules try") COMPREPLY=($(compgen -W "--help --over" -- "$current")) ;;
      "desk new") COMPREPLY=($(compgen -W "--help --node" -- "$current")) ;;
      "desk officer") COMPREPLY=($(compgen -W "--help --name --role --passphrase-file --public-key --leaves" -- "$current")) ;;
      "desk info") COMPREPLY=($(compgen -W "--help --json" -- "$current")) ;;
      "case new") COMPREPLY=($(compgen -W "--help --as --passphrase-file --title --id --purpose" -- "$current")) ;;
      "case list") COMPREPLY=($(compgen -W "--help --as --passphrase-file --json" -- "$current")) ;;
      "case show") COMPREPLY=($(compgen -W "--help --as --passphrase-file --purpose --notices --json" -- "$current")) ;;
      "case admit") COMPREPLY=($(compgen -W "--help --as --passphrase-file --purpose --to-sign" -- "$current")) ;;
      "case add-source") COMPREPLY=($(compgen -W "--help --as --passphrase-file --purpose --from --how --obtained --kind --retrieved-at --by --id" -- "$current")) ;;
      "case state") COMPREPLY=($(compgen -W "--help --as --passphrase-file --purpose --to-sign --says --source --kind --place --date --about --schema --property --value --element --speaker --id" -- "$current")) ;;
      "case grade") COMPREPLY=($(compgen -W "--help --as --passphrase-file --purpose --to-sign --reason" -- "$current")) ;;
      "case contest") COMPREPLY=($(compgen -W "--help --as --passphrase-file --purpose --to-sign --says --by --value --source" -- "$current")) ;;
      "case correct") COMPREPLY=($(compgen -W "--help --as --passphrase-file --purpose --to-sign --says --by --value --source" -- "$current")) ;;
      "case withdraw") COMPREPLY=($(compgen -W "--help --as --passphrase-file --purpose --to-sign --says --by --value --source" -- "$current")) ;;
      "case supersede") COMPREPLY=($(compgen -W "--help --as --passphrase-file --purpose --to-sign --with --says --by" -- "$current")) ;;
      "case status") COMPREPLY=($(compgen -W "--help --as --passphrase-file --purpose --to-sign --person --status --source --on" -- "$current")) ;;
      "case propose") COMPREPLY=($(compgen -W "--help --as --passphrase-file --purpose --to-sign --action --reason --recipient --entries --source --id" -- "$current")) ;;
      "case approve") COMPREPLY=($(compgen -W "--help --as --passphrase-file --purpose --to-sign" -- "$current")) ;;
      "case seal") COMPREPLY=($(compgen -W "--help --as --passphrase-file --purpose --to-sign --reason" -- "$current")) ;;
      "case unseal") COMPREPLY=($(compgen -W "--help --as --passphrase-file --purpose --to-sign --reason --proposal" -- "$current")) ;;
      "case erase") COMPREPLY=($(compgen -W "--help --as --passphrase-file --purpose --entries --reason --proposal" -- "$current")) ;;
      "case quarantine") COMPREPLY=($(compgen -W "--help --as --passphrase-file --purpose --to-sign --reason --reviewer --lifted --proposal" -- "$current")) ;;
      "case custody") COMPREPLY=($(compgen -W "--help --as --passphrase-file --purpose --to-sign --from --to --how" -- "$current")) ;;
      "case review") COMPREPLY=($(compgen -W "--help --as --passphrase-file --purpose --to-sign --next --says" -- "$current")) ;;
      "case expire") COMPREPLY=($(compgen -W "--help --as --passphrase-file --purpose --to-sign --on" -- "$current")) ;;
      "case note") COMPREPLY=($(compgen -W "--help --as --passphrase-file --purpose --to-sign --type --says --kind --to --from --proposal" -- "$current")) ;;
      "case sign-in") COMPREPLY=($(compgen -W "--help --signature" -- "$current")) ;;
      "new-key") COMPREPLY=($(compgen -W "--help --name --passphrase-file" -- "$current")) ;;
      "sign") COMPREPLY=($(compgen -W "--help --key --output --passphrase-file" -- "$current")) ;;
      "pack") COMPREPLY=($(compgen -W "--help --as --passphrase-file --purpose --output --recipient --proposal --withhold --request --attach --store --chart --no-pdf" -- "$current")) ;;
      "verify") COMPREPLY=($(compgen -W "--help --node --witness --since --json" -- "$current")) ;;
      "case request") COMPREPLY=($(compgen -W "--help --as --passphrase-file --purpose --output" -- "$current")) ;;
      "subject") COMPREPLY=($(compgen -W "--help --as --passphrase-file --answer-within" -- "$current")) ;;
      "stamp") COMPREPLY=($(compgen -W "--help --query --answer --output --roots" -- "$current")) ;;
      "log audit") COMPREPLY=($(compgen -W "--help" -- "$current")) ;;
      "log proof") COMPREPLY=($(compgen -W "--help --as --passphrase-file --entry --output" -- "$current")) ;;
      "log verify") COMPREPLY=($(compgen -W "--help --node" -- "$current")) ;;
      "log consistency") COMPREPLY=($(compgen -W "--help --as --passphrase-file --since --output" -- "$current")) ;;
      "case open") COMPREPLY=($(compgen -W "--help --as --passphrase-file --purpose --working --output" -- "$current")) ;;
      "case reporter") COMPREPLY=($(compgen -W "--help --as --passphrase-file --purpose --identity" -- "$current")) ;;
      "serve") COMPREPLY=($(compgen -W "--help --port --address --web --tls-cert --tls-key --keys --origin --rate --batch --threads --access-log" -- "$current")) ;;
      "serve-key") COMPREPLY=($(compgen -W "--help --role" -- "$current")) ;;
      "man") COMPREPLY=($(compgen -W "--help" -- "$current")) ;;
      "completions") COMPREPLY=($(compgen -W "--help --shell" -- "$current")) ;;
    esac
    return
  fi
  COMPREPLY=($(compgen -f -- "$current"))
}
complete -o filenames -F _clew clew
