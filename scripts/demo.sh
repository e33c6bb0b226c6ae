#!/usr/bin/env bash
# The story that ./dev demo tells: public lists first, then an invented case; see examples/story/README.md.
#
#   CLEW_PROGRAM   the program to run (./dev demo sets it)
#   CLEW_DEMO      where the stores go, default build/demo; what an earlier run left there is removed first
#
# Every command is shown as you would type it in this folder. A later part of the story is a function here,
# called in tell(), and its sentence in tests/demo_test.py.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
readonly DEMO=${CLEW_DEMO:-build/demo}
readonly LISTS=$DEMO/lists.clew
readonly STORY=$DEMO/story.clew
readonly DESK=$DEMO/arvenia.desk
readonly PACK=$DEMO/harbour_lantern.zip
readonly PAGE=examples/story/arven_courier_2024-03-14.html

tell() {
  rm -rf "$LISTS" "$STORY" "$DEMO/story.desk" "$DESK" "$DEMO"/*.zip
  mkdir -p "$DEMO"
  say "Every command below can be typed in this folder; here clew is $CLEW_PROGRAM."
  real_lists
  one_organization_in_two_lists
  one_company_and_those_above_it
  invented_page
  invented_relative_and_company
  who_is_really_behind
  request_to_another_state
  case_and_its_statements
  request_from_the_case
  pack_and_one_changed_byte
  the_same_in_a_browser
  heading "Where to go from here"
  say "clew COMMAND --help explains each command with an example; README.md says what works and what is to come."
}

real_lists() {
  heading "1. Public lists and registers go into one store"
  say "They lie in data/, each with a SOURCE.txt that says whose it is, of what day and under which licence."
  say "They are there to try: for any decision fetch the current list from its publisher."
  clew load data/lists/us_ofac_sdn --into "$LISTS" --published-on 2021-07-07 --obtained open
  clew load data/lists/us_ofac_cons --into "$LISTS" --published-on 2025-12-19 --obtained open
  clew load data/lists/un_sc_sanctions --into "$LISTS" --obtained open
  say "A file of any shape is read by a small mapping; this one tells how the members of the US Congress are written:"
  clew load data/lists/us_congress/legislators-current.yaml.gz --mapping data/mappings/us_congress.yaml \
    --into "$LISTS" --obtained open --published-on 2026-06-15
  clew load data/registers/bods_examples/bods-package-fi-soe.json --into "$LISTS" --obtained open
  clew info "$LISTS"
}

one_organization_in_two_lists() {
  heading "2. One organization in two lists"
  say "Words of a name in any order; case and accents do not matter. An equal name is a candidate: you judge."
  clew find "$LISTS" "development mining korea"
  say "Each value with the file and the line that says so:"
  clew show "$LISTS" ofac-9345
  clew show "$LISTS" un-KPe.001
  say "And the very bytes behind one of them:"
  clew source "$LISTS" ofac-9345 name
  say "What belongs to the entry of the other list:"
  clew links "$LISTS" un-KPe.001
}

one_company_and_those_above_it() {
  heading "3. One company, and who stands above it"
  clew find "$LISTS" gasgrid
  clew links "$LISTS" bods-19f1c5afe9d7
  say "A share is kept as an interval with its ends: where a register says 25 to 50 percent, Clew does not say 37.5."
  say "A step up, to the company that holds 76.5 percent:"
  clew links "$LISTS" bods-0199c515a699
}

invented_page() {
  heading "4. An invented case: a newspaper names an official"
  say "Arvenia, Belmora and Corvane are no states, and nobody in this part exists (examples/story/README.md)."
  clew load examples/story/*.json --into "$STORY" --obtained open
  say "The page as evidence: what it says of itself, who is named in which role, who they could be in what Arvenia and"
  say "the registers publish, and what the page says of them. Who speaks or writes is not looked for."
  clew read-page "$PAGE" --store "$STORY"
  say "Does Arvenia's list of officials know that name? The page says that the councillor is somebody else."
  clew find "$STORY" vasquine
  clew show "$STORY" xa-AO-0004
  say "The minister as the page names him, a row of a file, held against the list: two candidates, each with reasons."
  clew screen "$STORY" examples/story/named_on_the_page.csv
  say "The two entries beside each other. They were born 23 years apart; the name alone does not tell them apart."
  clew compare "$STORY" xa-AO-0004 xa-AO-0023
  say "The page says that the councillor is no relation. Somebody decides so, with a reason, and the decision is kept:"
  clew decide "$STORY" page-1 xa-AO-0023 different --customers examples/story/named_on_the_page.csv \
    --author "A. Reader" --why "the page says that the councillor has nothing to do with the matter"
  say "From now on the homonym is set aside, with who decided it. It stays visible, and opens again if a record changes."
  clew screen "$STORY" examples/story/named_on_the_page.csv
  say "What he declared to own, read by a mapping, joins the list of officials by his number:"
  clew load examples/story/arvenia_declarations_2022.csv --mapping examples/story/arvenia_declarations.yaml \
    --into "$STORY" --obtained open
  clew links "$STORY" xa-AO-0004
  say "What he declared not to be there is a statement too:"
  clew source "$STORY" xa-DA-2022-0117-5 kind
}

invented_relative_and_company() {
  heading "5. His sister, and the company on Corvane"
  say "The list of officials states the sister; this is the line that does:"
  clew source "$STORY" xa-AO-0004-family-2 relationship
  say "Corvane's company register states a holder of the same name, born in the same month. Is it she? Clew does"
  say "not say so: two sources, two entries, until somebody decides."
  clew show "$STORY" bods-C-P-77031
  clew links "$STORY" bods-C-P-77031
  say "And the company that the page names: who holds it, as far as the register says, and what it does not know."
  clew find "$STORY" "harbour lantern"
  clew links "$STORY" bods-C-30417
  say "Belmora's land register has the company too, with a house:"
  clew links "$STORY" xb-land-owner-C-30417
}

who_is_really_behind() {
  heading "Who is really behind it: proved, ranged or unknown"
  say "Through two companies and a nominee: what is proved, what is only a range, where the unknown begins; then what"
  say "each law makes of it. Every verdict names the statement it falls with: here one filed paper, the nomination."
  clew trace "$STORY" bods-C-30417 --rule all
  say "Four days before that paper the same question hangs on a register nobody has asked for yet:"
  clew trace "$STORY" bods-C-30417 --rule amlr-52 --valid-on 2018-03-01
  say "What changed in the world since then, and, apart from it, in what was known:"
  clew changes "$STORY" bods-C-30417 --from 2018-03-01 --to 2024-05-01
  say "What is worth a second look, with its innocent reading; and the chart, for a file or a court:"
  clew flags "$STORY" --about bods-C-30417
  clew chart "$STORY" bods-C-30417 --rule all --output "$DEMO/harbour_lantern.svg"
  clew chart "$STORY" bods-C-30417 --rule all --output "$DEMO/harbour_lantern.pdf" > "$DEMO/chart.txt"
}

request_to_another_state() {
  heading "A request: Arvenia asks Belmora for the former minister"
  say "Two years on the minister is charged, and Arvenia asks Belmora to extradite him. Is the request ready? Exit"
  say "code 11 says that something stands in the way: what could be sent, and what no paper can complete."
  clew ask check examples/requests/arvenia-to-belmora.yaml || expect 11 $?
  say "And Arvenia prepares to have the villa frozen. What rests on the newspaper alone is left out of the draft:"
  clew ask draft examples/requests/arvenia-freezes-villa-tern.yaml || expect 11 $?
}

case_and_its_statements() {
  heading "A case: every sentence rests on a source"
  say "Arvenia's office keeps a desk: for this computer's owner alone, every act signed by the officer who did it."
  echo "the lantern hangs in the harbour" > "$DEMO/passphrase"
  export CLEW_PASSPHRASE_FILE=$DEMO/passphrase CLEW_OFFICER=mona
  clew desk new "$DESK" --node arvenia.example/desk
  clew desk officer "$DESK" --name mona --role officer
  clew desk officer "$DESK" --name oren --role second_officer
  clew case new "$DESK" --id xa-2026-14 --title "The dredging of the port of Selm" --purpose investigation
  clew case admit "$DESK" xa-2026-14 oren --purpose investigation
  take_in "$PAGE" https://arven-courier.example/2024-03-14 "saved by a browser" open press
  take_in examples/story/arvenia_officials.ftm.json "Chancellery of Arvenia" "published list" official official
  take_in examples/story/arvenia_procurement.ftm.json "Procurement portal of Arvenia" "published register" official contract
  take_in examples/story/corvane_register.bods.json "Company register of Corvane" "extract bought" official register
  take_in examples/story/belmora_land_register.ftm.json "Land register of Belmora" "extract bought" official register
  state_facts
  grade_facts
  say "The company's counsel objects. The objection stands beside the statement, here and in every pack:"
  clew case contest "$DESK" xa-2026-14 s-courier --by "counsel of Marrowgate Dredging Ltd" \
    --says "The sum was a loan, repaid in 2020" --purpose defence
  clew case show "$DESK" xa-2026-14 --purpose investigation
}

take_in() {
  clew case add-source "$DESK" xa-2026-14 "$1" --from "$2" --how "$3" --obtained "$4" --kind "$5" --purpose investigation
}

state_facts() {
  say "What the sources state, each with its place; what an officer concludes is an assessment and stays apart:"
  fact s-courier src-1 "The Arven Courier: a fee of 6.2 million crowns, of a document it has seen" advantage
  fact s-office src-2 "List of officials: T. Vasquine, Minister of Ports and Public Works from 12 June 2017" official
  fact s-award src-3 "Contract PW-2019-044, one bidder, signed by the minister" act
  fact s-holder src-4 "Corvane register, C-30417: nomination agreement, nominator I. Vasquine-Roth" ""
  fact s-villa src-5 "Belmora land register, title SAV-1187: owner Harbour Lantern Holdings Ltd" ""
  clew case state "$DESK" xa-2026-14 --id a-1 --kind assessment --source src-4 --purpose investigation \
    --says "That the nominator is the minister's sister is likely: name and month of birth agree; no record says so"
}

fact() {
  clew case state "$DESK" xa-2026-14 --id "$1" --source "$2" --says "$3" ${4:+--element "$4"} --purpose investigation
}

grade_facts() {
  say "Source and information are graded apart: a usually reliable paper may print what nobody can confirm."
  clew case grade "$DESK" xa-2026-14 s-courier C3 --reason "one newspaper, document not seen" --purpose investigation
  clew case grade "$DESK" xa-2026-14 s-office A1 --reason "official list" --purpose investigation
  clew case grade "$DESK" xa-2026-14 s-award A2 --reason "official register" --purpose investigation
  clew case grade "$DESK" xa-2026-14 s-villa A2 --reason "official register" --purpose investigation
}

request_from_the_case() {
  heading "The request, from the case"
  say "The statements of the case go into the request by their ids. The newspaper alone still carries no element:"
  clew case request "$DESK" xa-2026-14 examples/requests/arvenia-freezes-villa-tern.yaml \
    --output "$DEMO/freeze.yaml" --purpose mutual_assistance
  clew ask draft "$DEMO/freeze.yaml" || expect 11 $?
}

pack_and_one_changed_byte() {
  heading "A pack that a court tests without trusting anybody"
  say "Nothing leaves without a second officer:"
  clew case propose "$DESK" xa-2026-14 --action export --reason "for the Crown Office of Belmora" \
    --recipient "Crown Office for Cooperation, Belmora" --purpose mutual_assistance
  clew case approve "$DESK" xa-2026-14 p-1 --as oren --purpose supervision
  clew pack "$DESK" xa-2026-14 --output "$PACK" --recipient "Crown Office for Cooperation, Belmora" --proposal p-1 \
    --request "$DEMO/freeze.yaml" --attach "$DEMO/harbour_lantern.svg" --purpose mutual_assistance
  clew verify "$PACK"
  say "Now one digit is changed inside the zip, where the newspaper's sum stands:"
  cp "$PACK" "$DEMO/changed.zip"
  local place
  place=$(grep -abo "6.2 million" "$PACK" | head -n 1 | cut -d: -f1)
  printf 9 | shown dd of="$DEMO/changed.zip" bs=1 seek="$place" conv=notrunc status=none
  clew verify "$DEMO/changed.zip" || expect 11 $?
  say "And the office's own ledger, entry by entry:"
  clew log audit "$DESK"
}

the_same_in_a_browser() {
  heading "The same in a browser, and for software"
  "$CLEW_PROGRAM" serve "$STORY" --port 0 > "$DEMO/serve.txt" &
  local server=$! address
  until address=$(grep -om1 'http://[0-9.:]*' "$DEMO/serve.txt"); do kill -0 "$server" && sleep 0.1; done
  say "A server of this machine alone was started on the same store. Who is behind the company, asked as software asks it:"
  say "GET /v1/entities/bods-C-30417/trace: $(answer_of "$address" /v1/entities/bods-C-30417/trace)"
  say "GET /healthz: $(answer_of "$address" /healthz)"
  kill "$server" && wait "$server"
  say "It was stopped. Start it again, and open the company's page in a browser:"
  say "  $CLEW_PROGRAM serve $STORY"
  say "  http://127.0.0.1:8080/#/behind/bods-C-30417"
}

# The status line and the first words of what a server answers: answer_of http://ADDRESS:PORT PATH
answer_of() {
  local place=${1#http://} line
  exec 3<> "/dev/tcp/${place%:*}/${place#*:}"
  printf 'GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n' "$2" "$place" >&3
  IFS= read -r line <&3
  printf '%s, ' "${line%$'\r'}"
  while IFS= read -r line <&3 && [[ $line != $'\r' ]]; do :; done
  head -c 4000 <&3 | tr -s ' \n' ' ' | cut -c 1-90
  exec 3>&-
}

# An exit code that is part of the story.
expect() { [[ $2 == "$1" ]] || exit "$2"; }

heading() { printf '\n\n== %s\n' "$1"; }
say() { printf '%s\n' "$1"; }

# Shows a command, then runs it.
shown() {
  printf '\n$'
  local word
  for word in "$@"; do
    if [[ $word =~ ^[A-Za-z0-9_./=-]+$ ]]; then printf ' %s' "$word"; else printf ' "%s"' "$word"; fi
  done
  printf '\n'
  if [[ $1 == clew ]]; then "$CLEW_PROGRAM" "${@:2}"; else "$@"; fi
}
clew() { shown clew "$@"; }

tell
