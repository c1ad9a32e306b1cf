package org.samling.exchange.school;

import java.util.List;

/** A school's file can't be used: what is wrong, and where. */
public final class SchoolFileException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SchoolFileException(List<String> faults) {
    super(String.join(System.lineSeparator(), faults));
  }

  SchoolFileException(String fault) {
    super(fault);
  }
}
