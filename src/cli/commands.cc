#include "cli/commands.h"

#include <utility>

namespace clew::cli {
namespace {

constexpr Command kCommands[] = {
    {"load", "Read lists and registers into a store",
     "Reads files of any known format, recognised by their content, into a store; a dataset that is there "
     "already "
     "gets a new version. gz, zst, zip and folders are opened. Nothing of a source vanishes: what has no "
     "place in "
     "the model is counted and listed.\n\n"
     "  clew load sdn.csv alt.csv add.csv --into lists.clew\n"
     "  clew load consolidated.xml.gz --into lists.clew --published-on 2026-02-27\n"
     "  clew load customers.csv --mapping customers.yaml --into mine.clew",
     declare_load},
    {"info", "Say what a store holds",
     "Datasets and their versions, entities by kind, sources, and what was odd in them.\n\n"
     "  clew info lists.clew\n"
     "  clew info lists.clew --issues us_ofac_sdn",
     declare_info},
    {"find", "Find entities by words of their names",
     "Finds entities whose names hold all the words, in any order; accents and case do not count.\n\n"
     "  clew find lists.clew \"petrov vladimir\"",
     declare_find},
    {"screen", "Hold a name or a file of customers against the listed",
     "Finds everybody and everything in the store that a name could be, in any script and usual spelling, "
     "with the "
     "evidence for and against it. A candidate is somebody to look at, not a verdict.\n\n"
     "A file is CSV with a heading or one JSON object per line. Which column is what is guessed and shown; "
     "--map "
     "puts "
     "it right. A payment message (pacs.008, pacs.009, pain.001) is screened field by field, with the names "
     "that may "
     "stand in its free text. --out writes an answer for each row, in order; a run that was killed goes on "
     "with --resume. "
     "--stream answers each line of standard input at once. Decisions (clew decide) are obeyed: who was "
     "decided to "
     "be somebody else is set aside, with who decided it and when.\n\n"
     "  clew screen lists.clew --name \"Сергей Лавров\" --birth-date 1950\n"
     "  clew screen lists.clew customers.csv --out hits.jsonl --resume\n"
     "  clew screen lists.clew kunden.csv --map name=Kunde,birthDate=Geboren --out hits.csv\n"
     "  clew screen lists.clew --stream --topics sanction < customers.jsonl\n"
     "  clew screen lists.clew pacs.008.xml\n"
     "  clew screen lists.clew customers.csv --changed 2024-05-01..2024-05-17\n"
     "  clew screen lists.clew --name \"Ocean Star\" --schema Vessel --score-min 0.8",
     declare_screen},
    {"read-page", "Read a saved news page: its story, who is named in it, and who they could be",
     "Takes HTML or saved text in any encoding and gives title, outlet, authors, date and language, each "
     "with "
     "the place on the page that says so; who is named, as subject of a claim, speaker, author, pictured or "
     "other; and what the page says of them, in its words. What the page does not say stays unknown. With "
     "--store, who they could be, each a candidate with the evidence for and against it; speakers and "
     "authors are not looked for. Press alone carries no element of an offence.\n\n"
     "  clew read-page article.html --store lists.clew\n"
     "  clew read-page article.html --text",
     declare_read_page},
    {"xref", "Hold the records of some datasets against those of others",
     "Every record of the left datasets is looked for among those of the right ones, and the pairs are "
     "ranked "
     "by their score. The same dataset on both sides finds what a list says twice. Decisions (clew decide) "
     "are "
     "obeyed and shown.\n\n"
     "  clew xref lists.clew --left us_ofac_sdn --right un_sc_sanctions\n"
     "  clew xref lists.clew --left us_ofac_sdn --right us_ofac_sdn --score-min 0.9 --out twice.jsonl",
     declare_xref},
    {"compare", "Show how alike two records are, why, and what would flip it",
     "Holds two entities of a store, two names, or each row of a file of pairs against each other: the "
     "score, the "
     "evidence for and against, what somebody decided of the two, and which single thing, were it otherwise, "
     "would put them on the other side of the threshold. Pairs are CSV (name1,name2 or left_name,right_name "
     "with any field of a customer: left_birth_date ...) or JSON lines ({\"left\": {...}, \"right\": "
     "{...}}).\n\n"
     "  clew compare lists.clew ofac-9345 un-KPe.001\n"
     "  clew compare --left \"Sergej Lawrow\" --right \"Сергей Лавров\"\n"
     "  clew compare --pairs pairs.csv --json > compared.jsonl",
     declare_compare},
    {"decide", "Keep a decision: two records are the same, different, or unsure",
     "Whoever looked at a candidate says what they found, and why. The decision is kept in the desk beside "
     "the "
     "store (lists.clew has lists.desk), with who made it, when, and what both records stated then. "
     "Screening, "
     "cross-matching and comparing obey it and show it: who is different is set aside. It stands until it "
     "expires, is decided anew, or one of the records changes: then the question is open again. Nothing "
     "decided "
     "is overwritten.\n\n"
     "  clew decide lists.clew ofac-9345 un-KPe.001 same --why \"one address, one list cites the other\"\n"
     "  clew decide lists.clew c-17 ofac-36 different --customers customers.csv \\\n"
     "    --why \"passport seen: another date of birth\" --author \"J. Doe\" --expires 2027-11-24",
     declare_decide},
    {"tune", "Show what each threshold shows and misses, on pairs that people decided",
     "Weighs every pair that somebody decided, in a file or in the desk of a store, and counts for each "
     "threshold the "
     "alerts, how many of them are right, and whom it misses, with intervals. Draws a sample from just below "
     "the "
     "threshold to be looked at. --report writes a validation report with every failure and what weighed "
     "most "
     "in it; --model tries other weights (data/match/model.yaml says what each means).\n\n"
     "  clew tune --pairs decided.csv --report validation.md\n"
     "  clew tune lists.clew\n"
     "  clew tune --pairs decided.csv --model my-model.yaml --score-min 0.75",
     declare_tune},
    {"decisions list", "List what was decided, oldest first", "  clew decisions list lists.clew",
     declare_decisions_list},
    {"decisions import", "Take decisions in from a resolver file of nomenklatura",
     "One JSON array a line: target, source, judgement, score, user, time. positive is same, negative is "
     "different. What has no judgement, was deleted, or is known already is passed over and counted.\n\n"
     "  clew decisions import lists.clew resolve.ijson",
     declare_decisions_import},
    {"decisions export", "Write the decisions that count as a resolver file of nomenklatura",
     "Reasons, expiry and hashes have no place in that form and stay in the desk.\n\n"
     "  clew decisions export lists.clew --output resolve.ijson",
     declare_decisions_export},
    {"show", "Show an entity: every value with its source and line",
     "Shows all that the sources state of one entity; where they contradict each other, side by side. The id "
     "may be "
     "given without its prefix if that is unambiguous.\n\n"
     "  clew show lists.clew ofac-36\n"
     "  clew show lists.clew 36 --known-on 2021-01-01",
     declare_show},
    {"source", "Show the original bytes behind a value",
     "Prints the record of the source that a value was read from, as it lies in the file.\n\n"
     "  clew source lists.clew ofac-36 name",
     declare_source},
    {"links", "Show one step of links, in both directions",
     "Ownership, offices, family, listings: what the entity is linked to, and what is linked to it.\n\n"
     "  clew links register.clew openownership-register-123 --valid-on 2024-01-01",
     declare_links},
    {"diff", "Show what changed in a dataset from one version to another",
     "Entities added, ended and changed, with each statement that came or went and the line it stands in. A "
     "version "
     "is meant by its name, its number or a day.\n\n"
     "  clew diff lists.clew us_ofac_sdn --from 2019 --to 2021-07\n"
     "  clew diff lists.clew us_ofac_sdn --from 1 --to 2 --json",
     declare_diff},
    {"export", "Write a store's entities in a format that others read",
     "FollowTheMoney's entities as JSON lines, or its statements as CSV. What that model has no name for is "
     "left out "
     "and counted on standard error.\n\n"
     "  clew export lists.clew --format ftm > lists.ftm.json\n"
     "  clew export lists.clew --format statements --datasets us_ofac_sdn --output statements.csv",
     declare_export},
    {"trace", "Show who stands behind a company: proved, ranged or unknown",
     "Follows shares, votes and control upwards through all chains, loops included, and accounts for all of "
     "the "
     "company: what named people and states hold at the least, what may be theirs, and what nobody can tell, "
     "with "
     "the place in the chain where the unknown begins. With --rule, what a law makes of it: proved, refuted "
     "or "
     "undetermined, the statements that rests on, and the document to ask for next. What is declared is "
     "compared "
     "with what the chains give, never added.\n\n"
     "  clew trace register.clew C-30417\n"
     "  clew trace register.clew C-30417 --rule all --valid-on 2024-01-01\n"
     "  clew trace all.clew --listed --rule ofac --output derived.ftm.json",
     declare_trace},
    {"holdings", "Show what a person or a company stands behind",
     "Follows shares, votes and control downwards: of each company the effective share as an interval, "
     "whether "
     "it is controlled, and through whom; seats and declared interests beside it.\n\n"
     "  clew holdings register.clew C-P-77031",
     declare_holdings},
    {"path", "Show how two are linked",
     "Shortest paths between two, each step with its source. Whoever is linked to very many others, such as "
     "an "
     "agent's address, is not walked through unless --through-hubs is given; claims of identity never are. "
     "All "
     "links of a path hold on one day unless --at-any-time is given.\n\n"
     "  clew path register.clew C-P-77031 C-30417 --k 5",
     declare_path},
    {"chart", "Draw who stands behind a company",
     "Owners above what they own: shares, votes and other control apart, each with its interval and its "
     "source; "
     "loops as one frame; under every company a bar of what is proved, ranged and unknown. Too many owners "
     "are "
     "folded into one box that counts them. SVG and HTML are the same bytes on every machine; the HTML page "
     "says "
     "the same in lists for screen readers.\n\n"
     "  clew chart register.clew C-30417 -o chart.svg\n"
     "  clew chart register.clew C-30417 -o chart.pdf --rule all",
     declare_chart},
    {"flags", "Point at patterns that are worth a second look",
     "Over all companies of the store: loops, addresses with very many companies, nominees, no human being "
     "at the "
     "top, listed jurisdictions, dates that can hardly be, shares just below a threshold, dormant then "
     "active, an "
     "owner beside a statement that there is none. Each with its count, how common it is elsewhere, and its "
     "innocent reading. A flag is a question and no finding.\n\n"
     "  clew flags register.clew\n"
     "  clew flags register.clew --kind loop,no_human --limit 20\n"
     "  clew flags register.clew --about C-30417",
     declare_flags},
    {"changes", "Say what changed between two days: in the world, and in what was known",
     "Two comparisons, apart: the links that hold on the one day against those on the other, as far as is "
     "known by "
     "the later; and what of the later day had been published by the earlier against what was by the later. "
     "Each "
     "change with its source.\n\n"
     "  clew changes register.clew C-30417 --from 2018-03-01 --to 2024-05-01",
     declare_changes},
    {"officials", "Show who holds an office, and which relatives of theirs have a role of their own",
     "Offices, and of relatives and associates those who own, direct, sign or are party to a payment "
     "themselves. Who "
     "has no role of their own is counted and not named, unless --why gives the reason; nobody under 18 is "
     "named at "
     "all.\n\n"
     "  clew officials story.clew\n"
     "  clew officials story.clew xa-AO-0004 --valid-on 2019-05-01",
     declare_officials},
    {"check", "Test every byte of a store",
     "Reads the whole store and tests it: checksums of every block, what the rows refer to, derived files, "
     "kept "
     "sources by their SHA-256. Names each damage with its file and byte; exit code 11 if there is any.\n\n"
     "  clew check lists.clew",
     declare_check},
    {"compact", "Merge a store's segments into one for each dataset",
     "Every load adds a segment; this merges them, keeps every version, and removes files that nobody uses "
     "any more. "
     "Whoever reads the store meanwhile is not disturbed.\n\n"
     "  clew compact lists.clew",
     declare_compact},
    {"backup", "Copy a store, testing it on the way",
     "Copies the store as it is now into a new folder, also while another process loads into it. A damaged "
     "store is "
     "not copied; clew check names what is wrong.\n\n"
     "  clew backup lists.clew /media/disk/lists-2026-02-27.clew",
     declare_backup},
    {"forget", "Erase a person from a store, completely",
     "Takes a person out of all versions, of the kept sources and of the reports, and leaves a tombstone "
     "with the "
     "reason and the approver; loading the source again does not bring them back. What is only about the "
     "person "
     "(listings, passports, links) goes too; another person of the same name stays.\n\n"
     "  clew forget lists.clew ofac-12345 --try\n"
     "  clew forget lists.clew ofac-12345 --reason \"erasure order 17/2026\" --approver \"J. Doe, "
     "supervisor\"",
     declare_forget},
    {"ask new", "Begin a request to another state",
     "Writes a file with every place to fill and every question to answer for that type of request. There "
     "are no "
     "other types: nobody is located, persuaded to return or reached through relatives.\n\n"
     "  clew ask new --type freeze --from XA --to XB --output request.yaml",
     declare_ask_new},
    {"ask check", "Check a request to another state, before it is sent or when it arrives",
     "Holds a request for extradition, arrest, legal assistance, freezing, confiscation, return, information "
     "or an "
     "alert against the rules that bind the two states: what is missing, what stands against it, what may "
     "not be "
     "used to refuse it, what would cure it, and what paper cannot complete. Findings are for a lawyer to "
     "judge. "
     "Exit code 11 when something stands in the way.\n\n"
     "  clew ask check examples/requests/arvenia-to-belmora.yaml\n"
     "  clew ask check request.yaml --outgoing --format html --output sheet.html",
     declare_ask_check},
    {"ask draft", "Draft the request in the order the treaty asks for",
     "Each paragraph carries the statements it rests on. An element that rests on press or a leak alone is "
     "left out "
     "and named, with the record to ask for instead; what is missing shows as a gap. Exit code 11 when "
     "something is "
     "missing or left out.\n\n"
     "  clew ask draft request.yaml --format html --output draft.html",
     declare_ask_draft},
    {"ask goaml", "Write a goAML report by the receiving unit's own schema",
     "Order, names and codes come from the schema file; what it requires and nobody gave is said, and only a "
     "report "
     "that is valid by it is written. Exit code 11 otherwise.\n\n"
     "  clew ask goaml request.yaml --schema unit.xsd --output report.xml",
     declare_ask_goaml},
    {"ask timeline", "Show every date of a request, and what runs out when",
     "  clew ask timeline request.yaml", declare_ask_timeline},
    {"rules list", "List the rules requests are held against, and the tables beside them",
     "One line a rule; [unverified] marks those that rest in part on a text nobody has checked. With --what "
     "the treaty table, the directory of authorities, the instruments or the profiles, with dates, sources "
     "and marks.\n\n"
     "  clew rules list\n"
     "  clew rules list bank_secrecy\n"
     "  clew rules list --what authorities XB",
     declare_rules_list},
    {"rules show", "Show one rule whole: test, inputs, cure, source marks", "  clew rules show UNCAC-44.15",
     declare_rules_show},
    {"rules check", "Check the rule book",
     "Reads every file of rules, facts, treaties and profiles and says file and line of what is malformed, "
     "unknown, "
     "recursive or contradictory. Exit code 11 when something is.\n\n"
     "  clew rules check\n"
     "  CLEW_DATA=my-data clew rules check",
     declare_rules_check},
    {"rules try", "Show what a changed or new rule would change",
     "Evaluates requests with and without the proposal, and prints every finding that differs.\n\n"
     "  clew rules try proposal.yaml --over examples/requests",
     declare_rules_try},
    {"desk new", "Make a desk: cases, their ledger and who works on them",
     "Makes the folder NAME.desk, for you alone, with the key of its node. The key that is printed goes to "
     "whoever will verify packs, by another way than the packs.\n\n  clew desk new arvenia.desk --node "
     "arvenia.example/desk",
     declare_desk_new},
    {"desk officer", "Appoint an officer, or let one go",
     "Every act at a desk is signed with the officer's own key, which lies locked under the passphrase. "
     "Roles: officer; second_officer and supervisor may also approve; auditor; defence_reader sees cases he "
     "was admitted to and may object.\n\n  clew desk officer arvenia.desk --name mona --role officer",
     declare_desk_officer},
    {"desk info", "Say who works at a desk, and its node's key", "  clew desk info arvenia.desk",
     declare_desk_info},
    {"case new", "Open a case",
     "The officer who opens it is its first member.\n\n  clew case new arvenia.desk --as mona --id "
     "xa-2026-14 --title \"The dredging of Selm\" --purpose investigation",
     declare_case_new},
    {"case list", "List the cases you may know of",
     "A sealed case is listed for its members; for others it is not there.\n\n  clew case list arvenia.desk "
     "--as mona",
     declare_case_list},
    {"case show", "Show a case as it is now",
     "Sources, statements with grades and objections, contradictions, proposals and exports. What rests on a "
     "source in quarantine is shown to its reviewer alone. That it was "
     "read, by whom and what for, is an entry.\n\n  clew case show arvenia.desk xa-2026-14 --as mona "
     "--purpose investigation",
     declare_case_show},
    {"case admit", "Admit an officer to a case",
     "Members alone write in a case. A member admits officers; a supervisor may, too, where the case is not "
     "sealed.\n\n  clew case admit arvenia.desk xa-2026-14 oren --as mona --purpose investigation",
     declare_case_admit},
    {"case add-source", "Take a file into a case, by hash, with how it was obtained",
     "The bytes are kept as they are; who took them, when, how and from where becomes an entry.\n\n  clew "
     "case add-source arvenia.desk xa-2026-14 page.html --from https://courier.example/1 --how \"saved by a "
     "browser\" --obtained open --kind press --as mona --purpose investigation",
     declare_case_add_source},
    {"case state", "State a fact, or record an assessment, resting on a source",
     "A fact is what a source states; what you conclude is an assessment and stays apart. With --about, "
     "--schema, --property and --value it is written as FollowTheMoney too.\n\n  clew case state "
     "arvenia.desk xa-2026-14 --source src-1 --says \"The minister signed the contract\" --element act --as "
     "mona --purpose investigation",
     declare_case_state},
    {"case grade", "Grade a statement: source A to F, information 1 to 6",
     "The two are judged independently; what nobody graded is F6.\n\n  clew case grade arvenia.desk "
     "xa-2026-14 s-1 B2 --reason \"a register, seen in the original\" --as mona --purpose investigation",
     declare_case_grade},
    {"case contest", "Object to a statement: the objection stands beside it",
     "  clew case contest arvenia.desk xa-2026-14 s-1 --by counsel --says \"It was a loan\" --as mona "
     "--purpose defence",
     declare_case_contest},
    {"case correct", "Correct a statement: the correction stands beside it",
     "  clew case correct arvenia.desk xa-2026-14 s-1 --by mona --says \"The sum is 6.02 million\" --as mona "
     "--purpose investigation",
     declare_case_correct},
    {"case withdraw", "Withdraw a statement: it stays, marked",
     "  clew case withdraw arvenia.desk xa-2026-14 s-1 --by mona --says \"of another person\" --as mona "
     "--purpose investigation",
     declare_case_withdraw},
    {"case supersede", "Let another statement stand instead",
     "  clew case supersede arvenia.desk xa-2026-14 s-1 --with s-4 --says \"the bank's record\" --by mona "
     "--as mona --purpose investigation",
     declare_case_supersede},
    {"case status", "Record where the procedure stands for a person",
     "  clew case status arvenia.desk xa-2026-14 --person \"Teodor Vasquine\" --status charged --source "
     "src-2 --on 2025-09-04 --as mona --purpose prosecution",
     declare_case_status},
    {"case propose", "Propose what needs a second officer",
     "Export, unsealing, erasure, alerts, freezing requests, changing or lifting another's quarantine, "
     "merging persons and batch work on relatives need four eyes. What is approved is exactly what is "
     "proposed: for whom, which entries, which source.\n\n  clew case propose arvenia.desk xa-2026-14 "
     "--action export --recipient \"District Court of Arvengate\" --reason \"trial 14/2026\" --as mona "
     "--purpose prosecution",
     declare_case_propose},
    {"case approve", "Approve what another officer proposed",
     "  clew case approve arvenia.desk xa-2026-14 p-1 --as oren --purpose supervision", declare_case_approve},
    {"case seal", "Seal a case: for all but its members it is not there",
     "  clew case seal arvenia.desk xa-2026-14 --reason \"an informant is at risk\" --as mona --purpose "
     "investigation",
     declare_case_seal},
    {"case unseal", "Unseal a case, after a second officer approved",
     "  clew case unseal arvenia.desk xa-2026-14 --reason \"charges are public\" --proposal p-2 --as mona "
     "--purpose investigation",
     declare_case_unseal},
    {"case erase", "Erase what entries say, for ever; that they were there stays",
     "Destroys content and salt, and originals that only these entries took in: of sources, statements, "
     "objections, statuses and notes. What the office did (exports, approvals, quarantines, erasures) stays. "
     "The entry that does it is the tombstone and names who approved; every proof still verifies. Packs that "
     "were handed out are not reached: clew case show "
     "--notices names who has one.\n\n  clew case erase arvenia.desk xa-2026-14 --entries 7 --reason "
     "\"erasure order 17/2026\" --proposal p-3 --as mona --purpose supervision",
     declare_case_erase},
    {"case quarantine", "Keep privileged material out of packs",
     "What a lawyer or journalist is owed: the source, the same bytes under any other name, and all that "
     "rests on it stay in the office and are shown to nobody, until a supervisor, who did not take the "
     "source "
     "in, names another member of the case as its reviewer: to him alone. He lifts it, after a second "
     "officer "
     "approved (--action quarantine).\n\n"
     "  clew case quarantine arvenia.desk xa-2026-14 src-3 --reason \"letter to counsel\" --as mona "
     "--purpose investigation\n"
     "  clew case quarantine arvenia.desk xa-2026-14 src-3 --reason \"letter to counsel\" --reviewer oren "
     "--as sam "
     "--purpose supervision",
     declare_case_quarantine},
    {"case custody", "Record that an original changed hands",
     "  clew case custody arvenia.desk xa-2026-14 src-1 --from mona --to \"evidence room 3\" --how \"sealed "
     "envelope 118\" --as mona --purpose investigation",
     declare_case_custody},
    {"case review", "Record a review and the day of the next",
     "  clew case review arvenia.desk xa-2026-14 --next 2027-11-24 --as oren --purpose supervision",
     declare_case_review},
    {"case expire", "Set the day on which a case ends",
     "From then on it takes no new content and is not exported, until somebody sets a later day; it is read, "
     "corrected and erased still.\n\n  clew case expire arvenia.desk xa-2026-14 --on 2031-11-24 --as oren "
     "--purpose supervision",
     declare_case_expire},
    {"case note", "Record a decision, an assurance, an assessment of risk, a request or a query",
     "  clew case note arvenia.desk xa-2026-14 --type decision --says \"The court ordered the freezing\" "
     "--as mona --purpose prosecution",
     declare_case_note},
    {"case sign-in", "Enter what an officer signed elsewhere",
     "Takes an entry that --to-sign wrote and clew sign signed, after testing it with the officer's public "
     "key: for this case, as the case is now, unchanged, and allowed.\n\n  clew case grade arvenia.desk "
     "xa-2026-14 s-1 B2 --reason \"one court\" --as mona --purpose investigation --to-sign grade.json\n  "
     "clew sign "
     "grade.json "
     "--key mona.key --output grade.signed\n  clew case sign-in arvenia.desk xa-2026-14 --signature "
     "grade.signed",
     declare_case_sign_in},
    {"new-key", "Make an officer's key that never lies at the desk",
     "Writes a new signing key, locked under a passphrase (Argon2id), and prints its public key, which is "
     "all "
     "that the desk gets.\n\n  clew new-key mona.key --name mona\n  clew desk officer arvenia.desk --name "
     "mona "
     "--role officer --public-key mona+1f0e...",
     declare_new_key},
    {"sign", "Show what is to be signed, and sign it, where your key is",
     "Needs no store, no desk and no network. What is shown is made of the bytes that are signed; a file "
     "that "
     "says otherwise is refused.\n\n  clew sign grade.json --key mona.key --output grade.signed",
     declare_sign},
    {"pack", "Write a case as a zip that a court can test",
     "Dossier, statements, originals, objections, chain of custody, ledger with its proofs, and how to "
     "verify. It needs an export that a second officer approved, and is itself an entry. What is quarantined "
     "never leaves.\n\n  clew pack arvenia.desk xa-2026-14 --output pack.zip --recipient \"District Court of "
     "Arvengate\" --proposal p-1 --as mona --purpose prosecution",
     declare_pack},
    {"verify", "Test every byte of a pack, without trusting its sender",
     "Names each file and entry that is not as it was exported; exit code 11 if there is any. Needs no "
     "store, no desk and no network; the small program clew-verify does the same.\n\n  clew verify pack.zip "
     "--node arvenia.example/desk+1f0e...\n  clew verify new.zip --since old.zip",
     declare_verify},
    {"case request", "Put a case's statements into a request to another state",
     "Writes a request that starts from another file and has the statements of the case by their ids: what "
     "stands, with its kind, date and grade. What does not stand is taken out and named. clew ask check and "
     "draft then judge what they carry.\n\n  clew "
     "case request arvenia.desk xa-2026-14 request.yaml --output filled.yaml --as mona --purpose "
     "mutual_assistance",
     declare_case_request},
    {"subject", "Say what is held of a person, from where, and to whom it was sent",
     "For whoever asks to know what is said of them: over all cases the officer may see, with sources, "
     "grades, objections and recipients, what is withheld and why, and by when to answer. That it was looked "
     "up is recorded in each case.\n\n  clew subject arvenia.desk \"Teodor Vasquine\" --as mona",
     declare_subject},
    {"stamp", "Have a pack's checkpoint stamped by a time stamp authority",
     "Writes the question (RFC 3161: a hash, nothing else) and puts the authority's answer into the "
     "pack.\n\n  clew stamp pack.zip --query pack.tsq\n  curl -H \"Content-Type: "
     "application/timestamp-query\" --data-binary @pack.tsq https://authority.example > pack.tsr\n  clew "
     "stamp pack.zip --answer pack.tsr --output stamped.zip",
     declare_stamp},
    {"log audit", "Test every entry, tree and checkpoint of a desk",
     "Names the first entry of each log that is not as it was written; exit code 11 if there is any. Says "
     "not how "
     "many logs there are, as some may be of sealed cases. Sees no "
     "content and names no case.\n\n  clew log audit arvenia.desk",
     declare_log_audit},
    {"log proof", "Write the proof that an entry is in a case's log",
     "A .tlog-proof (C2SP) that carries the entry and is tested without the desk.\n\n  clew log proof "
     "arvenia.desk xa-2026-14 --entry 3 --as mona --output entry-3.tlog-proof",
     declare_log_proof},
    {"log verify", "Test a .tlog-proof",
     "  clew log verify entry-3.tlog-proof --node arvenia.example/desk+1f0e...", declare_log_verify},
    {"log consistency", "Prove that a case's log only grew since an earlier checkpoint",
     "  clew log consistency arvenia.desk xa-2026-14 --since case.checkpoint --as mona",
     declare_log_consistency},
    {"case open", "Give out the bytes of a source",
     "What is in quarantine is given to its reviewer alone. That it was opened is recorded first.\n\n  clew "
     "case open arvenia.desk xa-2026-14 src-1 --output page.html --as mona --purpose investigation",
     declare_case_open},
    {"case reporter", "Keep who reported in a vault, apart from the case",
     "The case knows only the code. The vault is in no entry, so no pack can hold it; a supervisor alone is "
     "shown who it is, and that is recorded.\n\n  clew case reporter arvenia.desk xa-2026-14 R-1 --identity "
     "\"a clerk of the ministry\" --as mona --purpose investigation",
     declare_case_reporter},
    {"serve", "Serve a store to software, and to people in a browser",
     "Answers yente's interface (/match, /search, /entities ...) and its own below /v1; "
     "docs/api/openapi.json "
     "describes both. It listens on this machine alone; where others can reach it, it needs a certificate "
     "and "
     "keys. A new version of the store that is loaded meanwhile is picked up within a second. Ctrl-C ends "
     "what "
     "is under way first.\n\n"
     "  clew serve lists.clew\n"
     "  clew serve lists.clew --address 0.0.0.0 --tls-cert cert.pem --tls-key key.pem --keys keys.txt",
     declare_serve},
    {"serve-key", "Make a key for clew serve",
     "Prints the key once, and the line for the file of keys, in which only an Argon2id hash of it stands. "
     "Programs send it as Authorization: ApiKey KEY.\n\n  clew serve-key desk1 --role reader",
     declare_serve_key},
    {"man", "Print the manual page",
     "The manual page, made from the same registry as --help.\n\n"
     "  clew man | man -l -",
     declare_man},
    {"completions", "Print completions for a shell",
     "  clew completions --shell bash > ~/.local/share/bash-completion/completions/clew",
     declare_completions},
};

}  // namespace

std::string_view family_summary(std::string_view family) {
  constexpr std::pair<std::string_view, std::string_view> kFamilies[] = {
      {"ask", "Prepare a request to another state, or test one that arrived"},
      {"case", "Work on a case: sources, facts, grades, objections, approvals"},
      {"decisions", "What people decided on candidates: list, import, export"},
      {"desk", "Make a desk for an office, and say who works there"},
      {"log", "Test the ledger of a desk, and prove what stands in it"},
      {"rules", "The rules that requests are held against"},
  };
  for (const auto& [name, summary] : kFamilies) {
    if (name == family) return summary;
  }
  return "Several commands: add --help";
}

std::span<const Command> commands() { return kCommands; }

}  // namespace clew::cli
