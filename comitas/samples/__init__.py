"""The cast and the demonstration: fictional Arland, Borland and their neighbours, built through actions."""
