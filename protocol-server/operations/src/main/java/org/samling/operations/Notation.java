package org.samling.operations;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How a value is written that is a text in JSON, on its type. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Notation {

  /** The regular expression that it matches (ECMA-262, as in JSON Schema). */
  String pattern();

  /** What it is, with an article if it takes one: {@code an amount}. */
  String title();

  /** One such text. */
  String example();
}
