package org.samling.exchange.cutover;

/** A row of an export. */
interface SourceRow {

  /** The file. */
  String file();

  /** The line in which it begins, from 1; in JSON which object it is. */
  long line();

  /** The value of a column without blanks around it; empty where there is none. */
  String value(String column);
}
