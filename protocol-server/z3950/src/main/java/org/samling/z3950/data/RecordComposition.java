package org.samling.z3950.data;

/** What of a record is wanted: the standard's simple form or its complex one. */
public sealed interface RecordComposition permits ElementSetNames, CompSpec {}
