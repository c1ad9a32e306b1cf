package org.samling.z3950.data;

import org.samling.z3950.ber.BerLimits;
import org.samling.z3950.ber.Oid;

/**
 * A type 1 query: operands joined by operators.
 *
 * @param attributeSet the attribute set of attributes that don't name one
 * @param rpn the operands and operators; at most a few hundred levels deep if read from the wire
 *     ({@link BerLimits#maxDepth()})
 */
public record RpnQuery(Oid attributeSet, RpnStructure rpn) {}
