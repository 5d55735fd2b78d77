# SPDX-License-Identifier: MIT
# Helpers for targets: warnings, sanitizers, kernel flags, tests and benchmarks in one line each.

function(genostrat_set_warnings target)
    target_compile_options(${target} PRIVATE
        -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wold-style-cast -Wnon-virtual-dtor
        -Wimplicit-fallthrough $<$<BOOL:${GENOSTRAT_WERROR}>:-Werror>)
    # GCC 12 sees overlaps and overflows in std::string that are none (GCC bugs 105329, 105651).
    if(GENOSTRAT_WERROR AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        target_compile_options(${target} PRIVATE -Wno-error=restrict -Wno-error=array-bounds
            -Wno-error=stringop-overflow -Wno-error=stringop-overread
            -Wno-error=maybe-uninitialized)
    endif()
    # Contracted sums would differ from machine to machine.
    target_compile_options(${target} PRIVATE -ffp-contract=off)
    genostrat_sanitize(${target})
endfunction()

function(genostrat_sanitize target)
    if(GENOSTRAT_SANITIZE)
        target_compile_options(${target} PRIVATE
            -fsanitize=${GENOSTRAT_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
        target_link_options(${target} PRIVATE -fsanitize=${GENOSTRAT_SANITIZE})
    endif()
endfunction()

# Files named *_kernel.cpp hold hot loops. Without -fno-trapping-math GCC 12 does not turn their
# selects on floats into vector code.
function(genostrat_tune_kernels)
    foreach(source IN LISTS ARGN)
        if(source MATCHES "_kernel\\.cpp$" AND NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
            set_property(SOURCE ${source} APPEND PROPERTY COMPILE_OPTIONS -O3 -fno-trapping-math)
        endif()
    endforeach()
endfunction()

# Six files of a room, in the order of their names, are compiled as one: headers are read once for
# them, which halves the time of a cold build. So a name in an unnamed namespace must be the only
# one of its room. Kernels keep a unit, and flags, of their own.
function(genostrat_unite target)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
    # Both speak of names that one file of a unit gives and another does not see.
    target_compile_options(${target} PRIVATE -Wno-shadow -Wno-subobject-linkage)
    foreach(source IN LISTS ARGN)
        if(NOT source MATCHES "_kernel\\.cpp$")
            cmake_path(GET source PARENT_PATH room)
            cmake_path(GET room FILENAME room)
            math(EXPR n_files_${room} "${n_files_${room}} + 1")
            math(EXPR unit "(${n_files_${room}} - 1) / 6")
            set_property(SOURCE ${source} PROPERTY UNITY_GROUP ${room}_${unit})
        endif()
    endforeach()
endfunction()

# What is tested keeps its -O2; the tests themselves are compiled a quarter faster.
function(genostrat_set_test_flags target)
    genostrat_set_warnings(${target})
    target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O1>)
endfunction()

# genostrat_add_tests(NAME sources...): one GoogleTest program, every test a ctest case.
function(genostrat_add_tests name)
    add_executable(${name} ${ARGN})
    target_include_directories(${name} PRIVATE
        "${PROJECT_SOURCE_DIR}/tests/support" "${PROJECT_SOURCE_DIR}/src")
    target_link_libraries(${name} PRIVATE genostrat_test_support)
    genostrat_set_test_flags(${name})
    target_precompile_headers(${name} REUSE_FROM genostrat_test_support)
    gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 120
        PROPERTIES TIMEOUT 600)
endfunction()

# genostrat_add_bench(SOURCE): micro/NAME_bench.cpp, a Google Benchmark program NAME_bench.
function(genostrat_add_bench source)
    get_filename_component(name ${source} NAME_WE)
    add_executable(${name} ${source})
    target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}/src")
    target_link_libraries(${name} PRIVATE
        genostrat::genostrat genostrat_private_dependencies benchmark::benchmark_main)
    genostrat_set_warnings(${name})
endfunction()
