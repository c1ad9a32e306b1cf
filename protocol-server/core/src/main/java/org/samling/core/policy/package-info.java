/**
 * The lending policy: the settings of the organisation's tree, the rules of the policy matrix, and
 * the switch that suspends deadlines.
 *
 * <p>Imports the JDK and JSpecify only.
 */
@NullMarked
package org.samling.core.policy;

import org.jspecify.annotations.NullMarked;
