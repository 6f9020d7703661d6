import { createStream } from '@nx-tune/search/core';

/** Assigns a trial to one of `shards` parts, from 1. It depends on the id alone, so growing a sweep moves no trial. */
export function shardOf(id: string, shards: number): number {
  return 1 + Math.floor(createStream(id, 'shard')() * shards);
}
