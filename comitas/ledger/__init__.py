"""What happened: insert-only, hash-chained, sequenced, checkpointed. And, apart, who read what."""
