#!/usr/bin/env python3
"""Holds every #include against the table of rooms in CMakeLists.txt, and ARCHITECTURE.md against the table."""

import re

import repo

DOOR_TO_SERVE = "src/cli/serve.cc"  # The only file outside serve that may include it.


def declared_rooms(cmake):
    """{room: rooms it may include}, in the order of CMakeLists.txt."""
    rooms = {}
    for arguments in re.findall(r"^clew_room\(([^)]*)\)", re.sub(r"#.*", "", cmake), re.MULTILINE):
        name, *words = arguments.split()
        allowed, reading = [], False
        for word in words:
            if word in ("ROOMS", "LIBS"):
                reading = word == "ROOMS"
            elif reading:
                allowed.append(word)
        rooms[name] = allowed
    return rooms


def order_complaints(rooms):
    """A room may include only rooms declared before it: so there is no way round in a circle."""
    seen, complaints = set(), []
    for name, allowed in rooms.items():
        complaints += [f"CMakeLists.txt: {name} includes {other}, which is not declared before it"
                       for other in allowed if other not in seen]
        seen.add(name)
    return complaints


def include_complaints(rooms):
    complaints, count = [], 0
    for path in repo.files("src"):
        if path.suffix not in (".h", ".cc"):
            continue
        room = path.parts[1]
        if room not in rooms:
            complaints.append(f"{path}: the room {room} is not declared in CMakeLists.txt")
            continue
        for number, line in enumerate(repo.text_of(path).splitlines(), 1):
            include = re.match(r'\s*#\s*include\s+"([^"]+)"', line)
            if include:
                count += 1
                complaints += one_include(rooms, path, number, room, include.group(1))
    return complaints, count


def one_include(rooms, path, number, room, included):
    other = included.split("/")[0]
    if "/" not in included or other not in rooms:
        return [f'{path}:{number}: "{included}" names no room; write "room/file.h", and <...> for libraries']
    if other == room or other in rooms[room] or (other == "serve" and str(path) == DOOR_TO_SERVE):
        return []
    allowed = " ".join(rooms[room]) or "none"
    return [f"{path}:{number}: {room} may not include {other} (it may include: {allowed})"]


def drawn_rooms(document):
    """The table in ARCHITECTURE.md: the first code block with `base:` in it, or None.

    Rooms stand as `name: allowed allowed`, several on a line if wished; `every room but a b` is understood.
    """
    for block in re.findall(r"^```[^\n]*\n(.*?)^```", document, re.MULTILINE | re.DOTALL):
        if re.search(r"^\s*base:", block, re.MULTILINE):
            break
    else:
        return None
    drawn, name = {}, None
    for word in block.split():
        if word.endswith(":"):
            name = word[:-1]
            drawn[name] = []
        elif name:
            drawn[name].append(word)
    return {name: expand(words, drawn) for name, words in drawn.items()}


def expand(words, drawn):
    if words[:2] == ["every", "room"]:
        return [name for name in drawn if name not in words[3:]]
    return words


def drawing_complaints(rooms):
    path = repo.ROOT / "ARCHITECTURE.md"
    if not path.exists():
        return []
    drawn = drawn_rooms(path.read_text(encoding="utf-8"))
    if drawn is None:
        return ["ARCHITECTURE.md: there is no code block with the table of rooms (base: ...)"]
    complaints = []
    for name in rooms.keys() | drawn.keys():
        ours, theirs = set(rooms.get(name, [])), set(drawn.get(name, [])) - {name}
        if name not in drawn or name not in rooms:
            where = "ARCHITECTURE.md" if name in drawn else "CMakeLists.txt"
            complaints.append(f"ARCHITECTURE.md: the room {name} stands only in {where}")
        elif ours != theirs:
            complaints.append(f"ARCHITECTURE.md: {name} includes {' '.join(sorted(theirs))}; "
                              f"in CMakeLists.txt it includes {' '.join(sorted(ours))}")
    return sorted(complaints)


def main():
    rooms = declared_rooms(repo.text_of("CMakeLists.txt"))
    complaints, count = include_complaints(rooms)
    complaints = order_complaints(rooms) + complaints + drawing_complaints(rooms)
    if not rooms or not count:
        complaints.append("no room or no include was found: this test does not see the code")
    repo.finish(complaints, f"{len(rooms)} rooms, {count} includes")


if __name__ == "__main__":
    main()
