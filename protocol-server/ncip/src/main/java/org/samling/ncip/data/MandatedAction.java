package org.samling.ncip.data;

import java.time.Instant;

/**
 * States that the requested action has already happened and can only be recorded (NCIP 2.02).
 *
 * @param dateEventOccurred when it happened
 */
public record MandatedAction(Instant dateEventOccurred) {}
