/** What lies in the export and how to check it, for whoever opens the zip years later. */
export function writeReadme(session: {
	readonly title: string;
	readonly id: string;
	readonly origin: string;
	readonly verifierKey: string;
}): string {
	return `Export of a Concordia session

Title:   ${session.title}
Session: ${session.id}
Log:     ${session.origin}
Key:     ${session.verifierKey}

Files
  log.jsonl      the log, one entry per line and in order: "leaf" is the exact text that was hashed,
                 "payload" what may be erased later (names, settings), "salt" its random salt
  checkpoint     the signed statement how many entries there are and what their tree's root is
                 (C2SP tlog-checkpoint in a C2SP signed note)
                 with the cosignatures of the witnesses that were there (C2SP tlog-cosignature)
  cosigned/      earlier checkpoints, named by their size, with the newest cosignature of each witness
  policy.txt     the key to trust, and the witnesses of each organization (C2SP tlog-policy)
  manifest.txt   SHA-256 of the other files (sha256sum -c manifest.txt); its own SHA-256 is in the
                 last entry of the log, of kind "export"
  updates.jsonl  every edit of the board as it came (a Yjs update, base64url); the log names its SHA-256
  board.json     the board at the end (JSON Canvas 1.0; everything under the key "concordia")
  board.yjs      the same as one Yjs update
  people.json    participants, organizations and roles, as they were known at the export
  documents/     the instruments and the documents on the board as Markdown
  versions/      the wordings that were frozen, named by their SHA-256, which the log names in entries of kind
                 "version.freeze"; list.json says which is which version of which instrument
  verify.html    a page that checks this export, see below
  blobs/         pictures of the board, named by their SHA-256 ("sha256:…" in board.json)

To verify
  Open the page /verify of any Concordia server and drop this zip on it; it is read in the browser and
  sent nowhere. Or, in a clone of Concordia, without a network:
      pnpm concordia verify FILE.zip
  With an older checkpoint or export you kept, also:
      pnpm concordia verify FILE.zip --earlier CHECKPOINT|EXPORT.zip
  verify.html is the same page as one file: open it from your disk, without a network, and drop this zip on
  it. But it came from the server that made this export. A server that lies could hand out a page that lies.
  If you don't trust it, take a page from another place: the /verify page of another organization's server,
  a copy you kept, the command line. The log names the SHA-256 of the page as it was handed out (by the
  manifest), so a page that lies is evidence.

By hand
  A leaf's hash is SHA-256 of a zero byte and the leaf's text; the hash of an inner node is SHA-256 of a
  one byte and the two hashes below it (RFC 6962). "d" in a leaf is HMAC-SHA-256 of the payload with the
  salt as key, "h" the SHA-256 of an update's bytes, both base64url.

What this proves, and what not
  Nobody can have changed, removed or inserted an entry without the checkpoint failing to verify. That the
  key in policy.txt is the one the server showed during the session is for you to compare: it stands on the
  session's log page. The server named the author of each edit by the link they had joined with.
`;
}
