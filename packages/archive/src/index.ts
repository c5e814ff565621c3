export { eventOf, stateKinds } from './events.ts';
export {
	FORM,
	VERSIONS,
	writeBoard,
	writePeople,
	writeVersions,
	type BoardFacts
} from './files.ts';
export { writeDocuments } from './documents.ts';
export { newScribe } from './scribe.ts';
