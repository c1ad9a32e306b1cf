package org.samling.z3950.data;

/** The requested composition of records: the standard's simple form or its complex one. */
public sealed interface RecordComposition permits ElementSetNames, CompSpec {}
