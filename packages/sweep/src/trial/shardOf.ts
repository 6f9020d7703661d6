import { createStream } from '@nx-tune/search/core';

/** Which of `shards` parts, from 1, a trial belongs to. It follows from the id alone, so growing a sweep moves no trial. */
export function shardOf(id: string, shards: number): number {
  return 1 + Math.floor(createStream(id, 'shard')() * shards);
}
