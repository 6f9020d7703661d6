/** The judgement of a race, and the place of the configuration among those that it judges; or that of noise, and the number of the replicate. */
export interface RacePlace {
  readonly judgement: string;
  readonly place: number;
}
