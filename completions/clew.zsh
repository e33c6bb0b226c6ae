#compdef clew
# zsh completion for clew; printed by `clew completions zsh`.
_clew() {
  local -a words_first
  words_first=(
    ask
    backup
    chart
    check
    compact
    compare
    completions
    decide
    decisions
    diff
    export
    find
    forget
    holdings
    info
    links
    load
    man
    path
    read-page
    rules
    screen
    show
    source
    trace
    xref
  )
  if ((CURRENT == 2)); then compadd -a words_first; return; fi
  case $words[2] in
    ask) if ((CURRENT == 3)); then compadd new check draft goaml timeline; return; fi ;;
    decisions) if ((CURRENT == 3)); then compadd list import export; return; fi ;;
    rules) if ((CURRENT == 3)); then compadd list show check try; return; fi ;;
  esac
  case "$words[2] $words[3]" in
    load\ *) _arguments '--into[the store, a folder NAME.clew; made if it is not there]:STORE:_files' '--dataset[name of the dataset (default  as the format says, else the file'\''s stem)]:NAME:_files' '--version-name[name of this version (default  the publisher'\''s, else its day)]:NAME:_files' '--published-on[day of publication, where the file does not say it]:DATE:_files' '--obtained[how the files were obtained]:WORD:(official open leak unknown)' '--without[properties or types of value to keep out, e.g. birthDate,address,phone; implies --sources reference]:FIELDS:_files' '--mapping[a mapping (YAML) for CSV, JSON or YAML of your own]:FILE:_files' '--encoding[of text that is not UTF-8 (default windows-1252)]:NAME:_files' '--sources[copy the originals into the store, or only note where they lie]:WORD:(keep reference)' '--threads[reading threads (default  one a processor)]:N:_files' '--memory-mb[memory for statements on their way; what is more goes to disk (default 512)]:N:_files' '--json[print JSON]' '*:file:_files' ;;
    info\ *) _arguments '--issues[what was odd in a dataset, and what of it has no place in the model]:DATASET:_files' '--json[print JSON]' '*:file:_files' ;;
    find\ *) _arguments '--valid-on[only what held in the world on that day]:DATE:_files' '--known-on[as it was published by that day]:DATE:_files' '--datasets[only these datasets (default  all)]:NAMES:_files' '--json[print JSON]' '--limit[how many to show (default 20)]:N:_files' '*:file:_files' ;;
    screen\ *) _arguments '--valid-on[only what held in the world on that day]:DATE:_files' '--known-on[as it was published by that day]:DATE:_files' '--datasets[only these datasets (default  all)]:NAMES:_files' '--json[print JSON]' '--topics[only listed entities with one of these topics  sanction, role.pep, crime ...]:TOPICS:_files' '--listed-schema[only listed entities of these kinds  Person, Organization, Vessel ...]:SCHEMAS:_files' '--listed-country[only listed entities of these countries, by name or code]:COUNTRIES:_files' '--score-min[show candidates from this score on (default 0.70)]:SCORE:_files' '--limit[how many candidates for each customer (default 10)]:N:_files' '--name[one name to screen, in any script]:NAME:_files' '--birth-date[the date of birth, or only the year]:DATE:_files' '--country[nationality or country, by name or code]:COUNTRY:_files' '--gender[male or female]:WORD:_files' '--id[passport, tax, registration or other number]:NUMBER:_files' '--schema[what is screened  Person (default), Company, LegalEntity, Vessel]:SCHEMA:_files' '--out[write the answers there  .jsonl, a line for each customer; .csv, a row for each candidate]:FILE:_files' '--resume[go on with a run into --out that was broken off, or begin it]' '--map[say what a column is, as in name=Kunde; none=COLUMN leaves it out]:PROPERTY=COLUMN:_files' '--stream[a JSON object a line on standard input, an answer a line at once, in order]' '--threads[screening threads (default  one a processor)]:N:_files' '*:file:_files' ;;
    read-page\ *) _arguments '--url[the address it was saved from; kept as you give it]:ADDRESS:_files' '--text[print nothing but the story]' '--json[print JSON]' '*:file:_files' ;;
    xref\ *) _arguments '--valid-on[only what held in the world on that day]:DATE:_files' '--known-on[as it was published by that day]:DATE:_files' '--json[print JSON]' '--topics[only listed entities with one of these topics  sanction, role.pep, crime ...]:TOPICS:_files' '--listed-schema[only listed entities of these kinds  Person, Organization, Vessel ...]:SCHEMAS:_files' '--listed-country[only listed entities of these countries, by name or code]:COUNTRIES:_files' '--score-min[show candidates from this score on (default 0.70)]:SCORE:_files' '--limit[how many candidates for each customer (default 10)]:N:_files' '--left[whose records are looked for]:DATASETS:_files' '--right[where they are looked for; may be the same]:DATASETS:_files' '--pairs[how many pairs to show (default 50)]:N:_files' '--out[write all pairs there  .jsonl, with the evidence; or .csv]:FILE:_files' '*:file:_files' ;;
    compare\ *) _arguments '--pairs[a file of pairs, CSV or JSON lines; needs no store; - is standard input]:FILE:_files' '--left[one name; needs no store]:NAME:_files' '--right[the other name]:NAME:_files' '--schema[of names and pairs that state none  Person (default), Company, Vessel]:SCHEMA:_files' '--score-min[the threshold (default 0.70)]:SCORE:_files' '--valid-on[only what held in the world on that day]:DATE:_files' '--known-on[as it was published by that day]:DATE:_files' '--datasets[only these datasets (default  all)]:NAMES:_files' '--json[print JSON; of pairs one line each]' '*:file:_files' ;;
    decide\ *) _arguments '--why[the reason, for whoever asks later]:TEXT:_files' '--author[who decides (default  the name of your account)]:NAME:_files' '--expires[the day from which the question is open again]:DATE:_files' '--customers[the customers'\'' file in which A (or B) is an id]:FILE:_files' '--map[what a column of that file is, as for screen]:PROPERTY=COLUMN:_files' '--json[print JSON]' '*:file:_files' ;;
    "decisions list") _arguments '--json[print a JSON line for each, with the hashes of the records]' '*:file:_files' ;;
    "decisions import") _arguments '*:file:_files' ;;
    "decisions export") _arguments '--output[where to write (default  standard output)]:FILE:_files' '*:file:_files' ;;
    show\ *) _arguments '--valid-on[only what held in the world on that day]:DATE:_files' '--known-on[as it was published by that day]:DATE:_files' '--datasets[only these datasets (default  all)]:NAMES:_files' '--json[print JSON]' '*:file:_files' ;;
    source\ *) _arguments '--valid-on[only what held in the world on that day]:DATE:_files' '--known-on[as it was published by that day]:DATE:_files' '--datasets[only these datasets (default  all)]:NAMES:_files' '--json[print JSON]' '*:file:_files' ;;
    links\ *) _arguments '--valid-on[only what held in the world on that day]:DATE:_files' '--known-on[as it was published by that day]:DATE:_files' '--datasets[only these datasets (default  all)]:NAMES:_files' '--json[print JSON]' '--limit[how many of those that point to it to show (default 200)]:N:_files' '*:file:_files' ;;
    diff\ *) _arguments '--from[name, number or day of the earlier version (default  the last but one)]:VERSION:_files' '--to[name, number or day of the later version (default  the last)]:VERSION:_files' '--limit[how many entities to show (default 20); all are counted]:N:_files' '--json[print JSON]' '*:file:_files' ;;
    export\ *) _arguments '--valid-on[only what held in the world on that day]:DATE:_files' '--known-on[as it was published by that day]:DATE:_files' '--datasets[only these datasets (default  all)]:NAMES:_files' '--format[ftm  FollowTheMoney'\''s entities, a line of JSON each; statements  its statements, CSV]:WORD:(ftm statements)' '--output[where to write (default  standard output)]:FILE:_files' '*:file:_files' ;;
    trace\ *) _arguments '--valid-on[only what held in the world on that day]:DATE:_files' '--known-on[as it was published by that day]:DATE:_files' '--datasets[only these datasets (default  all)]:NAMES:_files' '--json[print JSON]' '--rule[hold it against a rule, or against all]:NAME:_files' '--listed[ask for listed persons, together where the rule adds them up]' '*:file:_files' ;;
    holdings\ *) _arguments '--valid-on[only what held in the world on that day]:DATE:_files' '--known-on[as it was published by that day]:DATE:_files' '--datasets[only these datasets (default  all)]:NAMES:_files' '--json[print JSON]' '*:file:_files' ;;
    path\ *) _arguments '--valid-on[only what held in the world on that day]:DATE:_files' '--known-on[as it was published by that day]:DATE:_files' '--datasets[only these datasets (default  all)]:NAMES:_files' '--json[print JSON]' '--k[how many paths, the shortest first (default 3)]:COUNT:_files' '--hub-degree[who has more neighbours is a hub (default 100)]:COUNT:_files' '--through-hubs[walk through hubs too]' '--at-any-time[links of any day, not only those that hold at once]' '*:file:_files' ;;
    chart\ *) _arguments '--valid-on[only what held in the world on that day]:DATE:_files' '--known-on[as it was published by that day]:DATE:_files' '--datasets[only these datasets (default  all)]:NAMES:_files' '--json[print JSON]' '--output[where to draw it (-o)  a name that ends in .svg, .html or .pdf]:FILE:_files' '--rule[say below the chart what a rule, or all, make of it]:NAME:_files' '--siblings[boxes for the owners of one company; the rest is folded into one (default 8)]:COUNT:_files' '--boxes[boxes in all (default 40)]:COUNT:_files' '*:file:_files' ;;
    check\ *) _arguments '--json[print JSON]' '*:file:_files' ;;
    compact\ *) _arguments '--json[print JSON]' '*:file:_files' ;;
    backup\ *) _arguments '--json[print JSON]' '*:file:_files' ;;
    forget\ *) _arguments '--reason[why, for the tombstone  the law, the decision, its date]:TEXT:_files' '--approver[who approved it]:NAME:_files' '--try[say what would be erased, and write nothing]' '--list[list what was erased, why and by whom approved]' '--json[print JSON]' '*:file:_files' ;;
    "ask new") _arguments '--type[what is asked for]:WORD:(extradition provisional_arrest mla freeze confiscate investigate return spontaneous fiu alert)' '--from[code of the state that asks]:STATE:_files' '--to[code of the state that is asked]:STATE:_files' '--output[write there instead of the terminal]:FILE:_files' '*:file:_files' ;;
    "ask check") _arguments '--outgoing[the sheet that may leave the office  protected facts were never there]' '--as[whose eyes look at it; else what the file says]:WORD:(sender receiver)' '--profile[rights-first (the default policy) or weighing]:NAME:_files' '--on[the day it is looked at; else the file'\''s]:DATE:_files' '--format[how the sheet is written]:WORD:(text json html pdf brief)' '--all[every rule with its facts, also the clear ones]' '--output[write there instead of the terminal]:FILE:_files' '*:file:_files' ;;
    "ask draft") _arguments '--format[how the draft is written]:WORD:(text html)' '--output[write there instead of the terminal]:FILE:_files' '*:file:_files' ;;
    "ask goaml") _arguments '--schema[the receiving unit'\''s own schema, an .xsd file]:FILE:_files' '--output[write there instead of the terminal]:FILE:_files' '*:file:_files' ;;
    "ask timeline") _arguments '*:file:_files' ;;
    "rules list") _arguments '*:file:_files' ;;
    "rules show") _arguments '*:file:_files' ;;
    "rules check") _arguments '*:file:_files' ;;
    "rules try") _arguments '--over[a request, or a folder of requests]:REQUESTS:_files' '*:file:_files' ;;
    man\ *) _arguments '*:file:_files' ;;
    completions\ *) _arguments '--shell[the shell to complete for (default bash)]:WORD:(bash zsh fish)' '*:file:_files' ;;
  esac
}
compdef _clew clew
