package org.samling.core.requests;

import java.time.Duration;
import java.time.Instant;

/**
 * A step of a request in one layer.
 *
 * @param name its name, one word: {@code database}, {@code search}, {@code queue}, {@code write}
 * @param begin when it began
 * @param took how long it took
 * @param together how many requests shared it in one batch
 */
public record Step(String name, Instant begin, Duration took, int together) {}
