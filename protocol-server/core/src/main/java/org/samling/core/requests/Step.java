package org.samling.core.requests;

import java.time.Duration;
import java.time.Instant;

/**
 * What a layer did for a request.
 *
 * @param name what, in one word: {@code database}, {@code search}, {@code queue}, {@code write}
 * @param begin when it began
 * @param took how long it took
 * @param together for how many requests it was done at once
 */
public record Step(String name, Instant begin, Duration took, int together) {}
