import type { PaperWords } from '@concordia/exchange';
import type { Locale } from '../definition.ts';

/** What is printed around the content of every document. */
export const paperWords: Readonly<Record<Locale, PaperWords>> = {
	en: {
		contents: 'Contents',
		date: 'Date',
		session: 'Session',
		purpose: 'Purpose',
		version: 'Version',
		hash: 'SHA-256',
		draft: 'Working draft',
		agreed: 'Agreed by all delegates',
		confirmed: 'Confirmed by',
		unconfirmed: 'Not confirmed by',
		organization: 'Organization',
		participants: 'Participants',
		nobody: 'Nobody in this session',
		absent: 'Does not take part',
		without: 'Without',
		signatures: 'Signatures',
		signaturesAbout: 'We agree to this document:',
		name: 'Name, position',
		place: 'Place, date',
		signature: 'Signature',
		page: 'Page',
		of: 'of',
		untitled: 'Untitled'
	},
	de: {
		contents: 'Inhalt',
		date: 'Datum',
		session: 'Sitzung',
		purpose: 'Anlass',
		version: 'Version',
		hash: 'SHA-256',
		draft: 'Arbeitsentwurf',
		agreed: 'Von allen Delegierten vereinbart',
		confirmed: 'Bestätigt von',
		unconfirmed: 'Nicht bestätigt von',
		organization: 'Organisation',
		participants: 'Teilnehmende',
		nobody: 'In dieser Sitzung niemand',
		absent: 'Nimmt nicht teil',
		without: 'Ohne',
		signatures: 'Unterschriften',
		signaturesAbout: 'Wir stimmen diesem Dokument zu:',
		name: 'Name, Funktion',
		place: 'Ort, Datum',
		signature: 'Unterschrift',
		page: 'Seite',
		of: 'von',
		untitled: 'Ohne Titel'
	}
};

/** Who is named by nobody any more. */
export const erasedName: Readonly<Record<Locale, string>> = {
	en: '(name erased)',
	de: '(Name gelöscht)'
};

/** What a document is that is no instrument. */
export const documentWord: Readonly<Record<Locale, string>> = { en: 'Document', de: 'Dokument' };

/** What is computed, in tables. */
export const figureWords = {
	en: {
		total: 'Total',
		borne: 'Bears (€)',
		share: 'Share (€)',
		balance: 'To pay (€)',
		before: 'Before',
		after: 'After',
		undated: 'Undated'
	},
	de: {
		total: 'Summe',
		borne: 'Trägt (€)',
		share: 'Anteil (€)',
		balance: 'Zu zahlen (€)',
		before: 'Davor',
		after: 'Danach',
		undated: 'Ohne Termin'
	}
} as const;
