package org.samling.z3950;

import org.jspecify.annotations.Nullable;
import org.samling.z3950.ber.Octets;

/**
 * An APDU of the standard that this package doesn't parse. It is well-formed BER, but not checked
 * against the standard.
 *
 * @param apdu the type of APDU
 * @param referenceId the referenceId to repeat in a reply, or null
 * @param element the whole APDU
 */
public record UnsupportedApdu(Apdu apdu, @Nullable Octets referenceId, Octets element)
    implements Z3950Request, Z3950Response {}
