"""The roof: settings, addresses, processes. The only place that knows everyone."""
