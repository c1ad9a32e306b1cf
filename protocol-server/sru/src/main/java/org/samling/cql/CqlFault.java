package org.samling.cql;

/**
 * The reason why a text is not a query.
 *
 * @param code the standard's diagnostic
 * @param details what is wrong, in words or in the form that the diagnostic prescribes
 * @param position the index of the character where the fault was found, from 0
 */
public record CqlFault(DiagnosticCode code, String details, int position) {}
