package org.samling.operations;

import java.util.Locale;

/** Constants as they are written in inputs, outputs and sentences. */
public final class Words {

  private Words() {}

  /** The constant in kebab case: {@code on-loan}. */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
