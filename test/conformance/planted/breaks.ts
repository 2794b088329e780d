/** Cannot even define its tests. */
throw new Error('planted while tests are defined');
