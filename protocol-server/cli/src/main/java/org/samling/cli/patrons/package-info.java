/** Patrons: what they owe, notices to them, the data kept about them. */
@NullMarked
package org.samling.cli.patrons;

import org.jspecify.annotations.NullMarked;
