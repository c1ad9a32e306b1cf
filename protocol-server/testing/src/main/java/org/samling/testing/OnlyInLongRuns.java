package org.samling.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A test that {@code ./samling verify --long} runs, and no other run. What a class says beside it
 * is which test of every run looks at the same from nearer by.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfSystemProperty(
    named = "samling.long",
    matches = "true",
    disabledReason = "./samling verify --long")
public @interface OnlyInLongRuns {}
