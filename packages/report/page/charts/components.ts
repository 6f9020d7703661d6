import { LabelLayout } from 'echarts/features';
import { BarChart, CustomChart, LineChart, ParallelChart, ScatterChart } from 'echarts/charts';
import { GraphicComponent, GridComponent, MarkLineComponent, ParallelComponent } from 'echarts/components';
import type { use } from 'echarts/core';

/** The parts of the plot library that the charts need, both on the page and as SVG. */
export const chartComponents: Extract<Parameters<typeof use>[0], unknown[]> = [
  BarChart,
  CustomChart,
  LineChart,
  ParallelChart,
  ScatterChart,
  GraphicComponent,
  GridComponent,
  MarkLineComponent,
  ParallelComponent,
  LabelLayout,
];
