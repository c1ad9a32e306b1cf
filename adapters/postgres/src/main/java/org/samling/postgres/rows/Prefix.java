package org.samling.postgres.rows;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The prefix of the columns of a component that is a record of several: two records in one row may
 * have columns of the same name.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Prefix {

  /** The beginning, such as {@code loan_}. */
  String value();
}
