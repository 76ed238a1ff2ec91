import { BarChart, GraphChart, LineChart, TreemapChart } from 'echarts/charts'
import { GridComponent, TooltipComponent } from 'echarts/components'
import { init, use, type EChartsCoreOption, type EChartsType } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'

use([
  BarChart,
  GraphChart,
  LineChart,
  TreemapChart,
  GridComponent,
  TooltipComponent,
  CanvasRenderer,
])

export { init, type EChartsCoreOption, type EChartsType }
