/** Something that is asked, as it stood on the board when the survey was opened. */
export interface SurveyStatement {
	/** Id of its card. */
	readonly id: string;
	readonly dimension: string;
	/** SHA-256 (hex) of its wording: what is answered is exactly this. */
	readonly version: string;
}

/** A person's answers, from 1 to 5, by statement. */
export type SurveyAnswers = Readonly<Record<string, number>>;

/** A yearly evaluation, as everybody in the session may know it. No answer is part of it. */
export interface Survey {
	readonly id: string;
	/** The frame of the instrument it belongs to. */
	readonly frame: string;
	readonly year: number;
	readonly statements: readonly SurveyStatement[];
	readonly status: 'open' | 'closed' | 'cancelled';
	readonly openedAt: number;
	/** Position of the board at the opening. */
	readonly seq: number;
	/** Participants who have answered, in that order; what they said is not known here. */
	readonly answered: readonly string[];
	readonly endedAt?: number;
	readonly result?: SurveyResult;
}

/** What the answers of several people come to. */
export interface SurveyGroup {
	/** People whose answers were counted. */
	readonly answers: number;
	/** By dimension, all their answers added up; absent where the people would be too few to stay unknown. */
	readonly sums?: Readonly<Record<string, number>>;
}

export interface SurveyResult extends SurveyGroup {
	readonly organizations: Readonly<Record<string, SurveyGroup>>;
}
