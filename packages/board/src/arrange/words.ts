// Words that say nothing about what a text is about, in the languages of the pages.
const empty = new Set(
	`a about all also am an and any are as at be been but by can could did do does for from had has have he her his
	how i if in into is it its just more most must no not of on one only or other our out over shall she should so
	some such than that the their them then there these they this those to too up us very was we were what when which
	while who why will with would you your
	aber alle als also am an auch auf aus bei bin bis da damit dann das dass dem den denn der des die dies diese
	dieser dieses doch du durch ein eine einem einen einer eines er es für gegen hat haben hier ich ihr ihre im in
	ist ja kann kein keine man mehr mit muss müssen nach nicht noch nur ob oder ohne sehr sein seine sich sie sind so
	soll sollen über um und uns unser unsere unter vom von vor war was weil wenn wer werden wie wir wird zu zum zur`
		.split(/\s+/u)
		.filter(Boolean)
);

const stemLength = 6;

/** A word as it was written, and its beginning, by which its forms count as one. */
export interface Word {
	readonly stem: string;
	readonly form: string;
}

/** The words of a text that may say what it is about. */
export function wordsOf(text: string): Word[] {
	const found = text.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}’'-]*/gu) ?? [];
	return found
		.map((form) => ({ form, low: form.toLowerCase() }))
		.filter(({ low }) => low.length > 2 && !empty.has(low))
		.map(({ form, low }) => ({ form, stem: low.normalize('NFD').slice(0, stemLength) }));
}
