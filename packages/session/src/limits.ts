/** Upper limits of everything a session holds. Lengths count characters (code points). */
export const sessionLimits = {
	nameLength: 128,
	organizationNameLength: 128,
	titleLength: 200,
	purposeLength: 2000,
	organizations: 64,
	invites: 2000,
	participants: 2000,
	usesPerInvite: 10_000,
	itemsPerAcknowledgement: 2000,
	itemsPerVote: 100,
	dotsPerPerson: 99,
	votes: 200,
	statementsPerSurvey: 60,
	surveys: 50,
	decisions: 200,
	/** Of the wording of one, which goes to everybody with the state. */
	decisionLength: 20_000,
	answerLength: 1000,
	/** All of them go to everybody with the state. */
	answers: 4000,
	versions: 500,
	/** Of one frozen version. */
	versionLength: 2_000_000,
	idLength: 64,
	reasonLength: 500,
	retentionDays: 3650,
	stages: 500,
	sealRounds: 200,
	cardsPerSeal: 24,
	/** All cards of an organization in one round; a command has to hold them. */
	sealLength: 12_000,
	parkedSolutions: 1000,
	stageMinutes: 24 * 60
} as const;
