/** A paragraph as the log names it: by its document and its own name. */
export function paragraphId(item: string, paragraph: string): string {
	return `${item}#${paragraph}`;
}

/** The item that something belongs to: itself, or the document of a paragraph. */
export function itemOf(id: string): string {
	const at = id.lastIndexOf('#');
	return at < 1 ? id : id.slice(0, at);
}

/** A part of a frozen version: told to nobody, only counted until enough of the version was on the screen. */
export function versionPartId(version: string, part: string): string {
	return `${version}/${part}`;
}

export function isVersionPart(id: string): boolean {
	return /#v\d+\//.test(id);
}
