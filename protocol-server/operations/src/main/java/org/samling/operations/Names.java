package org.samling.operations;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Map;
import java.util.function.Supplier;

/** The names that the entries of a map may have, where an enum does not know them. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface Names {

  /** Gives the names, in their order, each with what it means; empty where the name says it. */
  Class<? extends Supplier<Map<String, String>>> value();
}
