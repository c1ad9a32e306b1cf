package org.samling.ncip.data;

import java.time.Instant;

/**
 * Says that what is asked for has already happened, so that it can only be recorded (NCIP 2.02).
 *
 * @param dateEventOccurred when it happened
 */
public record MandatedAction(Instant dateEventOccurred) {}
