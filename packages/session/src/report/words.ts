/** Languages in which reports are written. */
export type ReportLanguage = 'en' | 'de';

const en = {
	digest: (title: string) => `${title}: what happened`,
	minutes: (title: string) => `${title}: minutes (draft from the log)`,
	period: 'Period',
	same: 'This text is made from the session’s log and is the same for all partners.',
	draft:
		'A skeleton made from the session’s log: what is written here is recorded there. Complete what was said and agreed outside this tool.',
	byOrganization: 'Who contributed, by organization',
	byOrganizationNote: 'Counted by organization only, never by person.',
	organization: 'Organization',
	changes: 'Changes',
	items: 'Items changed',
	others: 'Without an organization',
	nothing: 'Nothing.',
	changed: 'What changed',
	changedMore: (count: number) => `… and ${count} more`,
	times: (count: number) => (count === 1 ? 'once' : `${count} times`),
	removedItem: 'something that is no longer on the board',
	settled: 'What was settled',
	waits: 'What awaits whom',
	waitsNothing: 'Nothing is open.',
	stageStarted: (title: string) => `Collecting “${title}” began`,
	stageRevealed: (title: string, notes: number) =>
		`“${title}” was revealed: ${notes} ${notes === 1 ? 'note' : 'notes'}`,
	stageCancelled: (title: string) => `“${title}” ended without revealing`,
	voteOpened: (title: string) => `The vote “${title}” was opened`,
	voteClosed: (title: string, ballots: number) =>
		`The vote “${title}” was closed: ${ballots} ${ballots === 1 ? 'ballot' : 'ballots'}`,
	voteCancelled: (title: string) => `The vote “${title}” was called off`,
	surveyOpened: (year: number) => `The evaluation of ${year} was opened for secret answers`,
	surveyClosed: (year: number, answers: number) =>
		`The evaluation of ${year} was closed: ${answers} ${answers === 1 ? 'person' : 'people'} answered`,
	surveyCancelled: (year: number) => `The evaluation of ${year} was called off`,
	openSurvey: (year: number) => `Evaluation of ${year}: open for answers`,
	sealsOpened: (parties: string) => `Sealed cards were asked for: ${parties}`,
	sealsWithout: 'It was decided to go on without one of those asked for sealed cards',
	sealsRevealed: (count: number) =>
		`${count} sealed ${count === 1 ? 'card was' : 'cards were'} revealed`,
	sealsCancelled: 'Sealed cards were called off without being read',
	openSeals: (missing: string) => `Sealed cards: not yet from ${missing}`,
	openSealsAll: 'Sealed cards: all have sealed; they wait for being revealed',
	decided: 'Decisions',
	erasedWording: '(wording erased)',
	outcome: { adopted: 'Adopted', rejected: 'Rejected', none: 'No result' },
	rule: {
		consent: 'By consent of all: adopted when every organization has answered and none objects',
		unanimity: 'By unanimity: adopted when every organization agrees',
		majority: 'By a qualified majority of organizations'
	},
	answer: {
		consent: 'consent',
		concern: 'consent with concern',
		aside: 'stands aside',
		object: 'objection',
		missing: 'no answer'
	},
	decisionPresented: (what: string) => `${what} was put to decision`,
	decisionOpened: (what: string) =>
		`Answers to ${what} were opened: all delegates had seen the wording`,
	decisionClosed: (what: string, outcome: string) =>
		`The decision on ${what} was closed: ${outcome}`,
	decisionWithdrawn: (what: string) => `The decision on ${what} was withdrawn`,
	openDecision: (what: string, missing: string) =>
		missing === ''
			? `Decision on ${what}: open; all organizations have answered`
			: `Decision on ${what}: open; not all have answered from ${missing}`,
	openDecisionUnseen: (what: string) => `Decision on ${what}: being read, answers are not open yet`,
	dots: (count: number) => `${count} ${count === 1 ? 'dot' : 'dots'}`,
	weightOrganization: 'every organization counts the same',
	weightPerson: 'every person counts the same',
	frozen: (what: string, number: number, hash: string) =>
		`Version ${number} of ${what} was frozen (SHA-256 ${hash} …)`,
	released: (count: number) =>
		`${count} parked ${count === 1 ? 'solution was' : 'solutions were'} released`,
	joined: (names: string) => `Joined: ${names}`,
	partner: (name: string) => `${name} became a partner`,
	since: (when: string) => `its history begins on ${when}, as agreed`,
	closed: 'The session was closed',
	exported: (count: number) =>
		`The session was exported ${count === 1 ? 'once' : `${count} times`}`,
	erased: (count: number) =>
		`Names or texts were erased ${count === 1 ? 'once' : `${count} times`}`,
	openVote: (title: string, missing: string) =>
		`Vote “${title}”: open; nobody has voted yet from ${missing}`,
	openVoteAll: (title: string) => `Vote “${title}”: open; all organizations have voted`,
	openStage: (title: string) => `“${title}” is being collected; it waits for being revealed`,
	openAnswers: (what: string, missing: string) => `${what}: no answer yet from ${missing}`,
	openParked: (count: number) =>
		`${count} parked ${count === 1 ? 'solution waits' : 'solutions wait'} for being released`,
	openAsked: (what: string, who: string) => `${who}: asked to park ${what}`,
	openNobody: (who: string) => `${who}: nobody has joined yet`,
	without: (who: string, reason: string) =>
		reason === '' ? `Without ${who}` : `Without ${who}: ${reason}`,
	becameAbsent: (who: string, reason: string) =>
		`${who} does not take part, said the mediator: ${reason}. Nothing waits for it from now on`,
	returned: (who: string) => `${who} takes part again`,
	joinedAgain: (who: string) => `${who} takes part again, because somebody of it has joined`,
	present: 'Who was there',
	presentNote: 'With an entry in the log in this period; who only looked on is not listed.',
	absent: 'Nobody from',
	erasedName: '(name erased)',
	course: 'Course',
	votes: 'Votes',
	versions: 'Frozen versions',
	confirmed: (what: string, number: number, who: string) =>
		`Version ${number} of ${what} was confirmed by a delegate of ${who}`,
	unconfirmed: (what: string, number: number, who: string) =>
		`A delegate of ${who} took back the confirmation of version ${number} of ${what}`,
	agreed: (what: string, number: number) =>
		`Version ${number} of ${what} is agreed: all delegates of all organizations have confirmed it`,
	openVersion: (what: string, number: number, missing: string) =>
		`Version ${number} of ${what}: not confirmed yet by all of ${missing}`,
	decisions: 'Answers of delegates',
	grade: (grade: number, of: number) => `${grade} of ${of}`,
	parked: 'Parked',
	openPoints: 'Open points',
	evidence: 'Evidence',
	entries: (from: number, to: number) => `Entries ${from} to ${to} of the log`,
	noEntries: 'No entries of the log in this period',
	checkpoint: (size: number, root: string) =>
		`Signed state when this was written: ${size} entries, root ${root}`,
	code: (code: string) => `To compare by voice: ${code}`,
	link: 'Read it in the log',
	role: {
		mediator: 'mediator',
		delegate: 'delegate',
		participant: 'participant',
		observer: 'observer'
	}
};

const de: typeof en = {
	digest: (title) => `${title}: was geschehen ist`,
	minutes: (title) => `${title}: Niederschrift (Entwurf aus dem Protokoll)`,
	period: 'Zeitraum',
	same: 'Dieser Text entsteht aus dem Protokoll der Sitzung und ist für alle Partner derselbe.',
	draft:
		'Ein Gerüst aus dem Protokoll der Sitzung: Was hier steht, ist dort festgehalten. Was außerhalb dieses Werkzeugs gesagt und vereinbart wurde, ist zu ergänzen.',
	byOrganization: 'Wer beigetragen hat, nach Organisation',
	byOrganizationNote: 'Gezählt wird nur nach Organisation, nie nach Person.',
	organization: 'Organisation',
	changes: 'Änderungen',
	items: 'Geänderte Elemente',
	others: 'Ohne Organisation',
	nothing: 'Nichts.',
	changed: 'Was sich geändert hat',
	changedMore: (count) => `… und ${count} weitere`,
	times: (count) => (count === 1 ? 'einmal' : `${count}-mal`),
	removedItem: 'etwas, das nicht mehr auf der Tafel ist',
	settled: 'Was geklärt wurde',
	waits: 'Was auf wen wartet',
	waitsNothing: 'Nichts ist offen.',
	stageStarted: (title) => `Das Sammeln „${title}“ hat begonnen`,
	stageRevealed: (title, notes) =>
		`„${title}“ wurde aufgedeckt: ${notes} ${notes === 1 ? 'Notiz' : 'Notizen'}`,
	stageCancelled: (title) => `„${title}“ endete, ohne dass aufgedeckt wurde`,
	voteOpened: (title) => `Die Abstimmung „${title}“ wurde eröffnet`,
	voteClosed: (title, ballots) =>
		`Die Abstimmung „${title}“ wurde geschlossen: ${ballots} ${ballots === 1 ? 'Stimmzettel' : 'Stimmzettel'}`,
	voteCancelled: (title) => `Die Abstimmung „${title}“ wurde abgesagt`,
	surveyOpened: (year) => `Die Auswertung ${year} wurde für geheime Antworten geöffnet`,
	surveyClosed: (year, answers) =>
		answers === 1
			? `Die Auswertung ${year} wurde geschlossen: eine Person hat geantwortet`
			: `Die Auswertung ${year} wurde geschlossen: ${answers} Personen haben geantwortet`,
	surveyCancelled: (year) => `Die Auswertung ${year} wurde abgebrochen`,
	openSurvey: (year) => `Auswertung ${year}: offen für Antworten`,
	sealsOpened: (parties) => `Um versiegelte Karten wurde gebeten: ${parties}`,
	sealsWithout: 'Es wurde entschieden, ohne eine der um Karten Gebetenen weiterzumachen',
	sealsRevealed: (count) =>
		count === 1
			? 'Eine versiegelte Karte wurde aufgedeckt'
			: `${count} versiegelte Karten wurden aufgedeckt`,
	sealsCancelled: 'Versiegelte Karten wurden abgebrochen, ohne gelesen zu werden',
	openSeals: (missing) => `Versiegelte Karten: noch nicht von ${missing}`,
	openSealsAll: 'Versiegelte Karten: Alle haben versiegelt, es kann aufgedeckt werden',
	decided: 'Entscheidungen',
	erasedWording: '(Wortlaut gelöscht)',
	outcome: { adopted: 'Angenommen', rejected: 'Abgelehnt', none: 'Ohne Ergebnis' },
	rule: {
		consent:
			'Im Konsent aller: angenommen, wenn jede Organisation geantwortet hat und keine Einwand erhebt',
		unanimity: 'Einstimmig: angenommen, wenn jede Organisation zustimmt',
		majority: 'Mit qualifizierter Mehrheit der Organisationen'
	},
	answer: {
		consent: 'Konsent',
		concern: 'Konsent mit Bedenken',
		aside: 'tritt beiseite',
		object: 'Einwand',
		missing: 'keine Antwort'
	},
	decisionPresented: (what) => `Zur Entscheidung gestellt: ${what}`,
	decisionOpened: (what) =>
		`Für Antworten geöffnet, nachdem alle Delegierten den Wortlaut gesehen hatten: ${what}`,
	decisionClosed: (what, outcome) => `Entscheidung geschlossen: ${what} – ${outcome}`,
	decisionWithdrawn: (what) => `Entscheidung zurückgezogen: ${what}`,
	openDecision: (what, missing) =>
		missing === ''
			? `Entscheidung offen, alle Organisationen haben geantwortet: ${what}`
			: `Entscheidung offen, noch nicht alle haben geantwortet von ${missing}: ${what}`,
	openDecisionUnseen: (what) =>
		`Entscheidung wird noch gelesen, Antworten sind nicht offen: ${what}`,
	dots: (count) => `${count} ${count === 1 ? 'Punkt' : 'Punkte'}`,
	weightOrganization: 'jede Organisation zählt gleich',
	weightPerson: 'jede Person zählt gleich',
	frozen: (what, number, hash) =>
		`Version ${number} von ${what} wurde festgehalten (SHA-256 ${hash} …)`,
	released: (count) =>
		count === 1
			? 'Eine geparkte Lösung wurde freigegeben'
			: `${count} geparkte Lösungen wurden freigegeben`,
	joined: (names) => `Dazugekommen: ${names}`,
	partner: (name) => `${name} wurde Partner`,
	since: (when) => `Geschichte vereinbart ab ${when}`,
	closed: 'Die Sitzung wurde geschlossen',
	exported: (count) => `Die Sitzung wurde ${count === 1 ? 'einmal' : `${count}-mal`} exportiert`,
	erased: (count) => `Namen oder Texte wurden ${count === 1 ? 'einmal' : `${count}-mal`} gelöscht`,
	openVote: (title, missing) =>
		`Abstimmung „${title}“: offen; noch niemand hat abgestimmt von ${missing}`,
	openVoteAll: (title) => `Abstimmung „${title}“: offen; alle Organisationen haben abgestimmt`,
	openStage: (title) => `„${title}“ wird gesammelt und wartet auf das Aufdecken`,
	openAnswers: (what, missing) => `${what}: noch keine Antwort von ${missing}`,
	openParked: (count) =>
		count === 1
			? 'Eine geparkte Lösung wartet auf die Freigabe'
			: `${count} geparkte Lösungen warten auf die Freigabe`,
	openAsked: (what, who) => `${who}: gebeten, etwas zu parken: ${what}`,
	openNobody: (who) => `${who}: noch niemand dabei`,
	without: (who, reason) => (reason === '' ? `Ohne ${who}` : `Ohne ${who}: ${reason}`),
	becameAbsent: (who, reason) =>
		`${who} nimmt nicht teil, sagt die Mediation: ${reason}. Von jetzt an wartet nichts darauf`,
	returned: (who) => `${who} nimmt wieder teil`,
	joinedAgain: (who) => `${who} nimmt wieder teil, weil von dort jemand dazugekommen ist`,
	present: 'Wer da war',
	presentNote:
		'Mit einem Eintrag im Protokoll in diesem Zeitraum; wer nur zugesehen hat, steht nicht hier.',
	absent: 'Niemand von',
	erasedName: '(Name gelöscht)',
	course: 'Verlauf',
	votes: 'Abstimmungen',
	versions: 'Festgehaltene Versionen',
	confirmed: (what, number, who) => `Version ${number} von ${what} wurde für ${who} bestätigt`,
	unconfirmed: (what, number, who) =>
		`Die Bestätigung der Version ${number} von ${what} wurde für ${who} zurückgenommen`,
	agreed: (what, number) =>
		`Version ${number} von ${what} ist vereinbart: Alle Delegierten aller Organisationen haben sie bestätigt`,
	openVersion: (what, number, missing) =>
		`Version ${number} von ${what}: noch nicht von allen bestätigt von ${missing}`,
	decisions: 'Antworten der Delegierten',
	grade: (grade, of) => `${grade} von ${of}`,
	parked: 'Geparkt',
	openPoints: 'Offene Punkte',
	evidence: 'Beleg',
	entries: (from, to) => `Einträge ${from} bis ${to} des Protokolls`,
	noEntries: 'Keine Einträge des Protokolls in diesem Zeitraum',
	checkpoint: (size, root) =>
		`Unterschriebener Stand, als dies geschrieben wurde: ${size} Einträge, Wurzel ${root}`,
	code: (code) => `Zum Vergleichen durch Vorlesen: ${code}`,
	link: 'Im Protokoll nachlesen',
	role: {
		mediator: 'Mediation',
		delegate: 'delegiert',
		participant: 'teilnehmend',
		observer: 'beobachtend'
	}
};

export type ReportWords = typeof en;

export const reportWords: Readonly<Record<ReportLanguage, ReportWords>> = { en, de };
