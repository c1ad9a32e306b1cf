/**
 * What the operator of a machine does: set-up, test data, backup, checks, secrets, move from
 * another system.
 */
@NullMarked
package org.samling.cli.operator;

import org.jspecify.annotations.NullMarked;
