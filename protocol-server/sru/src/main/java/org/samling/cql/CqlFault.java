package org.samling.cql;

/**
 * Why a text is no query.
 *
 * @param code which of the standard's diagnostics
 * @param details what is wrong, for people or in the form that the diagnostic prescribes
 * @param position the character at which it was seen, from 0
 */
public record CqlFault(DiagnosticCode code, String details, int position) {}
