# SPDX-License-Identifier: MIT
# cmake -DPROGRAM=… -DEXPECTED=file -P run_and_compare.cmake: the program's output equals the file.
execute_process(COMMAND ${PROGRAM} OUTPUT_VARIABLE printed RESULT_VARIABLE status)
file(READ ${EXPECTED} expected)
if(NOT status EQUAL 0)
    message(FATAL_ERROR "${PROGRAM} ended with ${status}")
endif()
if(NOT printed STREQUAL expected)
    message(FATAL_ERROR "printed:\n${printed}\n${EXPECTED} says:\n${expected}")
endif()
