/** Where every command is decided: the desk hands it to its subject. */
@NullMarked
package org.samling.core.circulation.desk;

import org.jspecify.annotations.NullMarked;
